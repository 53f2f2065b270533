/* SPDX-License-Identifier: Apache-2.0 */
/* A manifest and no code behind it. */
typedef int sinter_no_entry;

// SPDX-License-Identifier: Apache-2.0
// No test: the program that the precompiled header belongs to needs a source.

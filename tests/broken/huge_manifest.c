/* SPDX-License-Identifier: Apache-2.0 */
/* A manifest of two megabytes of spaces. */
__asm__(".pushsection .sinter,\"aR\",@progbits\n"
        ".fill 2097152, 1, 32\n"
        ".popsection\n");
typedef int sinter_huge_manifest;

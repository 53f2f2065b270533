/* SPDX-License-Identifier: Apache-2.0 */
/* A manifest in Latin-1. */
__asm__(".pushsection .sinter,\"aR\",@progbits\n"
        ".ascii \"[plugin]\\nname = \\\"caf\"\n"
        ".byte 0xe9\n"
        ".ascii \"\\\"\\n\"\n"
        ".popsection\n");
typedef int sinter_not_utf8;

/* SPDX-License-Identifier: Apache-2.0 */
/* A library with a section of known bytes. */
__asm__(".pushsection .sinter,\"aR\",@progbits\n"
        ".ascii \"what a manifest says\"\n"
        ".popsection\n");
int elf_sample_answer(void);
int elf_sample_answer(void) { return 42; }

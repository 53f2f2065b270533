/* SPDX-License-Identifier: Apache-2.0 */
/* Needs a function that no library has. */
#include <sinter/abi/abi.h>

__asm__(".pushsection .sinter,\"aR\",@progbits\n"
        ".ascii \"[plugin]\\nname = \\\"step\\\"\\nversion = \\\"1.0.0\\\"\\n\"\n"
        ".ascii \"[[decoder]]\\nname = \\\"step\\\"\\ntype = \\\"data\\\"\\nextensions = [\\\"step\\\"]\\n\"\n"
        ".popsection\n");

extern const void* sinter_nobody_has_this(sinter_str interface_id, sinter_str name);
SINTER_EXPORT const sinter_entry_v0 sinter_entry = {SINTER_ABI_VERSION, sizeof(sinter_entry_v0), sinter_nobody_has_this};

// SPDX-License-Identifier: Apache-2.0
// SINTER_HAS_ASAN: whether AddressSanitizer watches this build; GCC and Clang say so in different ways.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define SINTER_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SINTER_HAS_ASAN 1
#endif
#endif

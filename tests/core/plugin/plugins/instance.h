/* SPDX-License-Identifier: Apache-2.0 */
/* What any_step.c makes, as the tests see it. */
#ifndef SINTER_TEST_INSTANCE_H
#define SINTER_TEST_INSTANCE_H

typedef struct test_instance {
    int* live; /* how many instances the library has now */
} test_instance;

#endif

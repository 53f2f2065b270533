/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of an animation: channels of keys that move the nodes of a model.
 *
 * Space and units are those of model.h; times are seconds from the start of the animation. One chunk per
 * SINTER_ANIMATION_CHUNK; what a decoder emits has one. */
#ifndef SINTER_ABI_ANIMATION_H
#define SINTER_ABI_ANIMATION_H

#include <sinter/abi/model.h>

#define SINTER_ANIMATION_TABLE SINTER_TAG('A', 'N', 'I', 'M')
#define SINTER_ANIMATION_CHANNEL_TABLE SINTER_TAG('A', 'C', 'H', 'N')
#define SINTER_ANIMATION_CHUNK SINTER_TAG('K', 'E', 'Y', 'S')
#define SINTER_ANIMATION_VERSION 1u

/* Exactly one row. */
typedef struct sinter_animation_row {
    sinter_text_range name;
    float start_seconds; /* of the first key of all channels, >= 0 */
    float end_seconds;   /* of the last one */
    uint32_t model;      /* dependency on the model whose nodes it moves, or none */
    uint32_t reserved;
} sinter_animation_row;

typedef uint32_t sinter_animation_path;
enum {
    SINTER_ANIMATION_TRANSLATION = 1, /* 3 components, metres */
    SINTER_ANIMATION_ROTATION = 2,    /* 4: a unit quaternion x y z w */
    SINTER_ANIMATION_SCALE = 3,       /* 3 */
    SINTER_ANIMATION_WEIGHTS = 4      /* as many as the mesh has morph targets */
};

typedef uint32_t sinter_interpolation;
enum {
    SINTER_INTERPOLATION_STEP = 0,
    SINTER_INTERPOLATION_LINEAR = 1, /* rotations: spherical (glTF 2.0, appendix C.4) */
    SINTER_INTERPOLATION_CUBIC = 2   /* in-tangent, value, out-tangent for each key (appendix C.5) */
};

/* Keys are float: `key_count` times, rising strictly; `key_count * components` values, or three times as many for a
 * cubic one. Before the first and after the last key the value stays. */
typedef struct sinter_animation_channel_row {
    uint32_t node;               /* row of the model's nodes */
    sinter_animation_path path;
    sinter_interpolation interpolation;
    uint32_t components;
    uint32_t key_count;          /* >= 1 */
    uint32_t chunk;
    uint64_t times_offset;       /* bytes, a multiple of 4 */
    uint64_t values_offset;
    sinter_text_range node_name; /* to find the node in another model of the same skeleton */
    float error;                 /* how far a step moved a value from the source's: metres, radians, or a factor */
    uint32_t reserved;
} sinter_animation_channel_row;

SINTER_STATIC_ASSERT(sizeof(sinter_animation_row) == 24, "sinter_animation_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_animation_channel_row) == 56, "sinter_animation_channel_row has no padding");

#endif

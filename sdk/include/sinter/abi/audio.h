/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of a sound: blocks of about one second, each decodable alone; peaks for waveforms; tags and cue
 * points.
 *
 * SINTER_AUDIO_TABLE: one row of sinter_audio_row.
 * SINTER_AUDIO_BLOCK_TABLE: a row of sinter_audio_block_row per block, in order of time. Blocks lie end to
 * end: the first begins at frame 0, each other where the one before it ends, the last ends at `frames`. A
 * sound of no frames has none. It is the seek table too: the block of a frame is found by bisection.
 * SINTER_AUDIO_SETUP_TABLE: of coded sounds what a decoder must see before any block, one byte a row: see
 * SINTER_AUDIO_VORBIS and SINTER_AUDIO_OPUS.
 * SINTER_AUDIO_PEAK_TABLE: rows of sinter_audio_peak_row, `channels` for each window of `peak_frames` frames,
 * the last window being shorter; none when peak_frames is 0. SINTER_AUDIO_FIGURES_TABLE: none, or one row of
 * sinter_audio_figures_row. SINTER_AUDIO_CUE_TABLE, SINTER_AUDIO_TAG_TABLE: any number of rows; their texts
 * lie in SINTER_STRING_TABLE (data.h). Chunks (SINTER_AUDIO_CHUNK): one per block, in order of time, so that
 * the first second comes first.
 *
 * A frame is one sample of each channel. Channels are in the order of the bits of `channel_mask`, in coded
 * blocks in the order of their codec. */
#ifndef SINTER_ABI_AUDIO_H
#define SINTER_ABI_AUDIO_H

#include <sinter/abi/asset.h>

#define SINTER_AUDIO_TABLE SINTER_TAG('A', 'U', 'D', 'I')
#define SINTER_AUDIO_BLOCK_TABLE SINTER_TAG('A', 'B', 'L', 'K')
#define SINTER_AUDIO_SETUP_TABLE SINTER_TAG('A', 'S', 'E', 'T')
#define SINTER_AUDIO_PEAK_TABLE SINTER_TAG('A', 'P', 'E', 'K')
#define SINTER_AUDIO_FIGURES_TABLE SINTER_TAG('A', 'F', 'I', 'G')
#define SINTER_AUDIO_CUE_TABLE SINTER_TAG('A', 'C', 'U', 'E')
#define SINTER_AUDIO_TAG_TABLE SINTER_TAG('A', 'T', 'A', 'G')
#define SINTER_AUDIO_CHUNK SINTER_TAG('S', 'N', 'D', 'B')
#define SINTER_AUDIO_VERSION 1u

/* How the frames of a block are stored. Samples are interleaved, little endian, nothing padded.
 *
 * Coded blocks and the setup table are packet lists: the size of each packet in bytes, one uint32_t each,
 * then the packets end to end. */
typedef uint32_t sinter_audio_codec;
enum {
    SINTER_AUDIO_S16 = 1, /* signed 16 bits; full scale is 32768 */
    SINTER_AUDIO_S24 = 2, /* signed, 3 bytes; full scale is 8388608 */
    SINTER_AUDIO_S32 = 3, /* signed 32 bits; full scale is 2147483648 */
    SINTER_AUDIO_F32 = 4, /* IEEE 754 binary32; full scale is 1, and may be exceeded */
    SINTER_AUDIO_F64 = 5, /* binary64, likewise */
    /* Vorbis I. Setup: the three header packets. A block: audio packets for a decoder that was restarted
     * (vorbis_synthesis_restart): the first one gives no frames, it only primes the overlap. */
    SINTER_AUDIO_VORBIS = 6,
    /* Opus (RFC 6716) at `sample_rate`. Setup: one packet, OpusHead (RFC 7845, section 5.1). A block: packets
     * for a decoder whose state was reset. */
    SINTER_AUDIO_OPUS = 7
};

typedef uint32_t sinter_audio_loop;
enum {
    SINTER_AUDIO_LOOP_NONE = 0,
    SINTER_AUDIO_LOOP_FORWARD = 1,
    SINTER_AUDIO_LOOP_ALTERNATING = 2, /* forward, backward, forward … */
    SINTER_AUDIO_LOOP_BACKWARD = 3
};

enum {
    SINTER_AUDIO_MEASURED = 1u << 0,     /* loudness, loudness_range and true_peak hold */
    SINTER_AUDIO_LOSSY_SOURCE = 1u << 1, /* the source was a lossy format: MP3, Vorbis, Opus, ADPCM … */
    SINTER_AUDIO_CUT_SHORT = 1u << 2     /* the source ended before it said it would */
};

/* Exactly one row. */
typedef struct sinter_audio_row {
    uint32_t channels;     /* 1..64 */
    uint32_t channel_mask; /* speakers as in WAVEFORMATEXTENSIBLE: 1 left, 2 right, 4 centre, 8 LFE …; 0:
                              unknown */
    uint32_t sample_rate;  /* frames a second, 1..1048576 */
    sinter_audio_codec codec;
    uint64_t frames;
    uint64_t loop_start; /* the frame that follows loop_end - 1 when it loops; meaningless without a loop */
    uint64_t loop_end;   /* exclusive; loop_start < loop_end <= frames */
    sinter_audio_loop loop_mode;
    uint32_t loop_count; /* times to repeat; 0: until told to stop */
    uint32_t bits;       /* bits of a sample that carry something, of integer sources; 0: float or lossy */
    uint32_t flags;      /* SINTER_AUDIO_MEASURED … */
    float loudness; /* integrated, LUFS (ITU-R BS.1770-4); -120: silence, or too short to gate (400 ms) */
    float loudness_range; /* LU (EBU Tech 3342); 0: too short */
    float true_peak;      /* dBTP, highest of all channels, oversampled fourfold; -120: silence */
    float sample_peak;    /* largest magnitude of a sample, full scale is 1 */
    float gain;           /* decibels that processing has added */
    uint32_t peak_frames; /* frames of a window of the peak table */
    uint32_t setup_packets;
    uint32_t source_rate; /* sample_rate of the source before resampling */
} sinter_audio_row;

/* Frames [first_frame, first_frame + frames): bytes [offset, offset + size) of chunk `chunk`. A coded block
 * gives `skip_frames` frames more, before those. */
typedef struct sinter_audio_block_row {
    uint64_t first_frame;
    uint32_t frames;           /* >= 1 */
    uint32_t skip_frames;      /* decoded frames to be thrown away; 0 when not coded */
    uint32_t chunk;            /* index */
    uint32_t packets;          /* 0 when not coded */
    uint32_t repeated_packets; /* the first ones, which the block before ends with; what muxes packets leaves
                                  them out */
    uint32_t reserved;
    uint64_t offset; /* bytes, a multiple of 16 */
    uint64_t size;   /* bytes */
} sinter_audio_block_row;

/* The waveform within a window, of one channel, in 1/32767 of full scale; limited to it. */
typedef struct sinter_audio_peak_row {
    int16_t low;
    int16_t high;
    uint16_t rms;
    uint16_t reserved;
} sinter_audio_peak_row;

/* What the samples were like before they were coded. */
typedef struct sinter_audio_figures_row {
    uint64_t clipped_samples;  /* in runs of 3 and more at or beyond full scale */
    uint64_t leading_silence;  /* frames, all channels below 0.001 of full scale (-60 dBFS) */
    uint64_t trailing_silence; /* likewise */
    float dc_offset;           /* largest magnitude of a channel's mean */
    float loop_jump;           /* largest step from frame loop_end - 1 to loop_start; 0 without a loop */
    float loop_step;           /* largest step between neighbours beside the two */
    uint32_t equal_channels;   /* 1 when there are several channels and all are equal, sample by sample */
} sinter_audio_figures_row;

/* A point, or a region when length > 0. Texts are ranges of bytes of the string table. */
typedef struct sinter_audio_cue_row {
    uint64_t frame; /* <= frames of the sound */
    uint64_t length;
    uint32_t name_offset;
    uint32_t name_size;
} sinter_audio_cue_row;

typedef struct sinter_audio_tag_row {
    uint32_t key_offset; /* upper case, as in Vorbis comments: TITLE, ARTIST */
    uint32_t key_size;
    uint32_t value_offset;
    uint32_t value_size;
} sinter_audio_tag_row;

SINTER_STATIC_ASSERT(sizeof(sinter_audio_row) == 88, "sinter_audio_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_audio_row, loop_mode) == 40, "sinter_audio_row layout");
SINTER_STATIC_ASSERT(sizeof(sinter_audio_block_row) == 48, "sinter_audio_block_row has no padding");
SINTER_STATIC_ASSERT(offsetof(sinter_audio_block_row, offset) == 32, "sinter_audio_block_row layout");
SINTER_STATIC_ASSERT(sizeof(sinter_audio_peak_row) == 8, "sinter_audio_peak_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_audio_figures_row) == 40, "sinter_audio_figures_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_audio_cue_row) == 24, "sinter_audio_cue_row has no padding");
SINTER_STATIC_ASSERT(sizeof(sinter_audio_tag_row) == 16, "sinter_audio_tag_row has no padding");

#endif

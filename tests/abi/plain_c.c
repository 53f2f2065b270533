/* SPDX-License-Identifier: Apache-2.0 */
/* A plugin in plain C99: a decoder, a processor, a validator and a reload handler, on the tables alone.
 * Between them they call every function of the host. */
#include <stdlib.h>
#include <string.h>

#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/reload.h>
#include <sinter/abi/validator.h>

#define INFO_TABLE SINTER_TAG('I', 'N', 'F', 'O')
#define BYTES_CHUNK SINTER_TAG('B', 'Y', 'T', 'E')

/* What the decoder found out. */
typedef struct info_row {
    uint32_t source_size;
    uint32_t neighbour_size; /* 0 when there is none */
    uint32_t tile;           /* of the platform; 0 when the profile has no such field */
    uint32_t dependency;
} info_row;

static sinter_str text_of(const char* text) {
    sinter_str out;
    out.data = text;
    out.size = strlen(text);
    return out;
}
static int equals(sinter_str a, const char* b) {
    return a.size == strlen(b) && memcmp(a.data, b, a.size) == 0;
}

static sinter_code fail(const sinter_job* job, sinter_code code, const char* text) {
    sinter_where where;
    memset(&where, 0, sizeof where);
    where.line = 1;
    where.column = 1;
    job->host->report(job->self, SINTER_ERROR, code, text_of(text), &where);
    return code;
}

/* ---- decoder "plain": every byte times the setting `factor`, in blocks of 16 bytes on any thread ---- */

enum { BlockBytes = 16 };
typedef struct scaling {
    const sinter_job* job;
    const uint8_t* from;
    uint8_t* to;
    uint64_t size;
    uint8_t factor;
} scaling;

static sinter_code scale_block(void* user, uint64_t index) {
    const scaling* work = (const scaling*)user;
    uint64_t i, begin = index * BlockBytes, end = begin + BlockBytes;
    if (end > work->size) end = work->size;
    for (i = begin; i < end; ++i) work->to[i] = (uint8_t)(work->from[i] * work->factor);
    return work->job->host->checkpoint(work->job->self, (float)end / (float)work->size);
}

static sinter_code scale(const sinter_job* job, sinter_bytes source, sinter_output* output) {
    const sinter_host_v0* host = job->host;
    scaling work;
    uint8_t* scratch = NULL;
    uint8_t* chunk = NULL;
    sinter_value factor;
    sinter_code code = host->setting(job->self, text_of("factor"), &factor);
    if (code != SINTER_OK) return code;
    code = host->allocate(job->self, source.size, &scratch);
    if (code != SINTER_OK) return fail(job, code, "plain: no memory for scratch");
    work.job = job;
    work.from = source.data;
    work.to = scratch;
    work.size = source.size;
    work.factor = (uint8_t)factor.integer;
    code = host->parallel_for(job->self, (source.size + BlockBytes - 1) / BlockBytes, scale_block, &work);
    if (code == SINTER_OK) code = host->add_chunk(job->self, output, BYTES_CHUNK, 256, source.size, &chunk);
    if (code == SINTER_OK) memcpy(chunk, scratch, source.size);
    host->release(job->self, scratch);
    return code;
}

static sinter_code decode(void* self, const sinter_job* job) {
    const sinter_host_v0* host = job->host;
    const sinter_bytes source = host->source(job->self);
    sinter_bytes neighbour;
    sinter_value tile;
    sinter_output* output = NULL;
    sinter_output* empty = NULL;
    uint8_t* rows = NULL;
    info_row info;
    sinter_code code;
    (void)self;
    memset(&info, 0, sizeof info);
    if (source.size == 0) return fail(job, SINTER_CORRUPT, "plain: empty");
    if (source.size > 1024) return fail(job, SINTER_TOO_LARGE, "plain: over 1024 bytes");
    info.source_size = (uint32_t)source.size;

    code = host->read(job->self, text_of("neighbour.bin"), &neighbour);
    if (code == SINTER_OK)
        info.neighbour_size = (uint32_t)neighbour.size;
    else if (code != SINTER_ABSENT)
        return fail(job, code, "plain: cannot read neighbour.bin");
    code = host->platform(job->self, text_of("tile"), &tile);
    if (code == SINTER_OK && tile.kind == SINTER_VALUE_INTEGER)
        info.tile = (uint32_t)tile.integer;
    else
        host->report(job->self, SINTER_WARNING, SINTER_OK, text_of("plain: the profile names no tile"), NULL);

    code = host->new_output(job->self, SINTER_DATA, &output);
    if (code != SINTER_OK) return code;
    code = host->add_dependency(job->self, output, SINTER_LOADED_ON_DEMAND, SINTER_TEXTURE,
                                text_of("/t/a.png#mip"), &info.dependency);
    if (code != SINTER_OK) return code;
    code = host->add_table(job->self, output, INFO_TABLE, 1, sizeof info, 1, &rows);
    if (code != SINTER_OK) return fail(job, code, "plain: no memory for a table");
    memcpy(rows, &info, sizeof info);
    code = scale(job, source, output);
    if (code != SINTER_OK) return code;
    code = host->emit(job->self, output, text_of(""));
    if (code != SINTER_OK) return code;

    code = host->new_output(job->self, SINTER_DATA, &empty);
    if (code != SINTER_OK) return code;
    return host->emit(job->self, empty, text_of("empty"));
}

/* ---- processor "plain_reverse": the bytes the other way round; leaves what has none ---- */

static void* create(void) {
    return calloc(1, sizeof(uint64_t));
}
static void destroy(void* self) {
    free(self);
}

static sinter_code process(void* self, const sinter_job* job) {
    const sinter_host_v0* host = job->host;
    const sinter_asset* input = host->input(job->self);
    sinter_output* output = NULL;
    uint8_t* chunk = NULL;
    uint64_t i, size;
    sinter_code code;
    ++*(uint64_t*)self; /* an instance is its own: no result depends on it */
    if (input->chunk_count != 1) return SINTER_OK;
    size = input->chunks[0].bytes.size;
    code = host->new_output(job->self, input->type, &output);
    if (code != SINTER_OK) return code;
    code = host->add_chunk(job->self, output, BYTES_CHUNK, 1, size, &chunk);
    if (code != SINTER_OK) return fail(job, code, "plain_reverse: no memory for the result");
    for (i = 0; i < size; ++i) chunk[i] = input->chunks[0].bytes.data[size - 1 - i];
    return host->emit(job->self, output, text_of(""));
}

/* ---- validator "plain_check": rejects zero bytes, and says whose they are ---- */

static sinter_code validate(void* self, const sinter_job* job) {
    const sinter_host_v0* host = job->host;
    const sinter_asset* input = host->input(job->self);
    uint64_t i, zeroes = 0;
    (void)self;
    if (input->chunk_count == 1)
        for (i = 0; i < input->chunks[0].bytes.size; ++i) zeroes += input->chunks[0].bytes.data[i] == 0;
    host->stat(job->self, text_of("zeroes"), (double)zeroes);
    if (zeroes != 0) {
        host->report(job->self, SINTER_ERROR, SINTER_REJECTED, host->path(job->self), NULL);
        host->report(job->self, SINTER_NOTE, SINTER_OK, host->label(job->self), NULL);
    }
    return SINTER_OK;
}

/* ---- reload handler "plain_reload" ---- */

static uint32_t can_hot_reload(void* self, const sinter_asset* old_version, const sinter_asset* new_version) {
    (void)self;
    return old_version->type == new_version->type;
}
static sinter_code reload(void* self, const sinter_reload* job, const sinter_asset* old_version,
                          const sinter_asset* new_version) {
    (void)self;
    if (new_version->chunk_count < old_version->chunk_count) {
        job->host->report(job->self, SINTER_ERROR, SINTER_INVALID, text_of("plain_reload: chunks were lost"));
        return SINTER_INVALID;
    }
    return SINTER_OK;
}
static sinter_code update_references(void* self, const sinter_reload* job) {
    const uint64_t count = job->host->referrer_count(job->self);
    uint64_t i;
    uint32_t d;
    (void)self;
    for (i = 0; i < count; ++i) {
        sinter_str path;
        const sinter_asset* referrer = job->host->referrer(job->self, i, &path);
        for (d = 0; d < referrer->dependency_count; ++d) {
            sinter_code code;
            if (!equals(referrer->dependencies[d].path, "a.plain")) continue;
            code = job->host->replace_reference(job->self, i, d);
            if (code != SINTER_OK) return code;
        }
    }
    return SINTER_OK;
}

/* ---- the one symbol ---- */

static const sinter_decoder_v0 Decoder = {sizeof(sinter_decoder_v0), 0, NULL, NULL, decode};
static const sinter_processor_v0 Processor = {sizeof(sinter_processor_v0), 0, create, destroy, process};
static const sinter_validator_v0 Validator = {sizeof(sinter_validator_v0), 0, NULL, NULL, validate};
static const sinter_reload_handler_v0 ReloadHandler = {
    sizeof(sinter_reload_handler_v0), 0, NULL, NULL, can_hot_reload, reload, update_references};

static const void* get(sinter_str interface_id, sinter_str name) {
    if (equals(interface_id, SINTER_DECODER_ID) && equals(name, "plain")) return &Decoder;
    if (equals(interface_id, SINTER_PROCESSOR_ID) && equals(name, "plain_reverse")) return &Processor;
    if (equals(interface_id, SINTER_VALIDATOR_ID) && equals(name, "plain_check")) return &Validator;
    if (equals(interface_id, SINTER_RELOAD_ID) && equals(name, "plain_reload")) return &ReloadHandler;
    return NULL;
}

extern const sinter_entry_v0 sinter_entry;
SINTER_EXPORT const sinter_entry_v0 sinter_entry = {SINTER_ABI_VERSION, sizeof(sinter_entry_v0), get};

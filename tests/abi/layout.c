/* SPDX-License-Identifier: Apache-2.0 */
/* Layout of every struct that crosses the boundary, in numbers: a change here is a change of the ABI. Offsets follow
 * from the fixed widths of the fields by hand; C and C++ of every standard must agree. Compiled, never linked. */
#include <sinter/abi/data.h>
#include <sinter/abi/decoder.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/reload.h>
#include <sinter/abi/texture.h>
#include <sinter/abi/validator.h>

#define SIZE(type, size) SINTER_STATIC_ASSERT(sizeof(type) == (size), #type)
#define AT(type, field, offset) SINTER_STATIC_ASSERT(offsetof(type, field) == (offset), #type "." #field)

SIZE(sinter_code, 4);
SIZE(sinter_severity, 4);
SIZE(sinter_str, 16);
AT(sinter_str, size, 8);
SIZE(sinter_bytes, 16);
SIZE(sinter_buffer, 16);
SIZE(sinter_value, 56);
AT(sinter_value, integer, 8);
AT(sinter_value, number, 16);
AT(sinter_value, string, 24);
AT(sinter_value, items, 40);
AT(sinter_value, item_count, 48);
SIZE(sinter_entry_v0, 16);
AT(sinter_entry_v0, get, 8);
SIZE(sinter_table, 24);
AT(sinter_table, stride, 8);
AT(sinter_table, rows, 16);
SIZE(sinter_chunk, 24);
AT(sinter_chunk, bytes, 8);
SIZE(sinter_dependency, 24);
AT(sinter_dependency, path, 8);
SIZE(sinter_asset, 40);
AT(sinter_asset, tables, 16);
AT(sinter_asset, dependencies, 32);
SIZE(sinter_where, 32);
AT(sinter_where, line, 8);
AT(sinter_where, path, 16);
SIZE(sinter_host_v0, 152);
AT(sinter_host_v0, path, 8);
AT(sinter_host_v0, source, 16);
AT(sinter_host_v0, input, 24);
AT(sinter_host_v0, label, 32);
AT(sinter_host_v0, read, 40);
AT(sinter_host_v0, setting, 48);
AT(sinter_host_v0, platform, 56);
AT(sinter_host_v0, new_output, 64);
AT(sinter_host_v0, add_table, 72);
AT(sinter_host_v0, add_chunk, 80);
AT(sinter_host_v0, add_dependency, 88);
AT(sinter_host_v0, emit, 96);
AT(sinter_host_v0, allocate, 104);
AT(sinter_host_v0, release, 112);
AT(sinter_host_v0, report, 120);
AT(sinter_host_v0, stat, 128);
AT(sinter_host_v0, checkpoint, 136);
AT(sinter_host_v0, parallel_for, 144);
SIZE(sinter_job, 16);
SIZE(sinter_decoder_v0, 32);
AT(sinter_decoder_v0, decode, 24);
SIZE(sinter_processor_v0, 32);
AT(sinter_processor_v0, process, 24);
SIZE(sinter_validator_v0, 32);
AT(sinter_validator_v0, validate, 24);
SIZE(sinter_reload_host_v0, 40);
AT(sinter_reload_host_v0, replace_reference, 24);
SIZE(sinter_reload_handler_v0, 48);
AT(sinter_reload_handler_v0, can_hot_reload, 24);
AT(sinter_reload_handler_v0, update_references, 40);
SIZE(sinter_texture_row, 80);
AT(sinter_texture_row, block_width, 32);
AT(sinter_texture_row, gamma, 68);
SIZE(sinter_texture_mip_row, 48);
AT(sinter_texture_mip_row, chunk, 12);
AT(sinter_texture_mip_row, slice_pitch, 40);
SIZE(sinter_field_row, 48);
AT(sinter_field_row, number, 16);
AT(sinter_field_row, dependency, 40);

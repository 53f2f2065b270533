/* SPDX-License-Identifier: Apache-2.0 */
/* Layout of every struct that crosses the boundary, in numbers: a change here is a change of the ABI. Offsets follow
 * from the fixed widths of the fields by hand; C and C++ of every standard must agree. Compiled, never linked. */
#include <sinter/abi/animation.h>
#include <sinter/abi/audio.h>
#include <sinter/abi/data.h>
#include <sinter/abi/decoder.h>
#include <sinter/abi/model.h>
#include <sinter/abi/processor.h>
#include <sinter/abi/reload.h>
#include <sinter/abi/script.h>
#include <sinter/abi/shader.h>
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
SIZE(sinter_reload_host_v0, 48);
AT(sinter_reload_host_v0, replace_reference, 32);
SIZE(sinter_reload_handler_v0, 48);
AT(sinter_reload_handler_v0, can_hot_reload, 24);
AT(sinter_reload_handler_v0, update_references, 40);
SIZE(sinter_audio_row, 88);
AT(sinter_audio_row, frames, 16);
AT(sinter_audio_row, loop_mode, 40);
AT(sinter_audio_row, loudness, 56);
AT(sinter_audio_row, source_rate, 84);
SIZE(sinter_audio_block_row, 48);
AT(sinter_audio_block_row, chunk, 16);
AT(sinter_audio_block_row, offset, 32);
SIZE(sinter_audio_peak_row, 8);
SIZE(sinter_audio_figures_row, 40);
AT(sinter_audio_figures_row, dc_offset, 24);
SIZE(sinter_audio_cue_row, 24);
SIZE(sinter_audio_tag_row, 16);
SIZE(sinter_texture_row, 80);
AT(sinter_texture_row, block_width, 32);
AT(sinter_texture_row, gamma, 68);
SIZE(sinter_texture_mip_row, 48);
AT(sinter_texture_mip_row, chunk, 12);
AT(sinter_texture_mip_row, slice_pitch, 40);
SIZE(sinter_field_row, 64);
AT(sinter_field_row, number, 16);
AT(sinter_field_row, dependency, 40);
AT(sinter_field_row, integer, 48);
AT(sinter_field_row, real, 56);
SIZE(sinter_data_row, 32);
AT(sinter_data_row, schema_path_offset, 16);

SIZE(sinter_text_range, 8);
SIZE(sinter_model_row, 72);
AT(sinter_model_row, bounds_min, 8);
AT(sinter_model_row, sphere, 32);
AT(sinter_model_row, generator, 64);
SIZE(sinter_model_scene_row, 8);
SIZE(sinter_model_node_row, 152);
AT(sinter_model_node_row, translation, 32);
AT(sinter_model_node_row, matrix, 72);
AT(sinter_model_node_row, scene_mask, 144);
SIZE(sinter_model_mesh_row, 72);
AT(sinter_model_mesh_row, bounds_min, 24);
AT(sinter_model_mesh_row, joint_count, 64);
SIZE(sinter_model_target_row, 16);
SIZE(sinter_model_primitive_row, 80);
AT(sinter_model_primitive_row, bounds_min, 40);
SIZE(sinter_model_stream_row, 24);
SIZE(sinter_model_attribute_row, 96);
AT(sinter_model_attribute_row, name, 24);
AT(sinter_model_attribute_row, scale, 32);
AT(sinter_model_attribute_row, maximum, 80);
SIZE(sinter_model_range_row, 24);
AT(sinter_model_range_row, offset, 16);
SIZE(sinter_model_lod_row, 32);
AT(sinter_model_lod_row, offset, 16);
SIZE(sinter_model_skin_row, 24);
SIZE(sinter_model_joint_row, 80);
AT(sinter_model_joint_row, inverse_bind, 8);
SIZE(sinter_model_material_row, 16);
SIZE(sinter_model_variant_row, 8);
SIZE(sinter_model_variant_material_row, 16);
SIZE(sinter_model_camera_row, 32);
SIZE(sinter_model_light_row, 40);
SIZE(sinter_animation_row, 24);
SIZE(sinter_animation_channel_row, 56);
AT(sinter_animation_channel_row, times_offset, 24);
AT(sinter_animation_channel_row, error, 48);
SIZE(sinter_shader_row, 40);
AT(sinter_shader_row, entry_point, 24);
AT(sinter_shader_row, reference_words, 36);
SIZE(sinter_shader_axis_row, 24);
SIZE(sinter_shader_variant_row, 88);
AT(sinter_shader_variant_row, workgroup, 28);
AT(sinter_shader_variant_row, bindings, 56);
SIZE(sinter_shader_binding_row, 88);
AT(sinter_shader_binding_row, size, 48);
AT(sinter_shader_binding_row, target_name, 80);
SIZE(sinter_shader_member_row, 56);
SIZE(sinter_shader_port_row, 40);
SIZE(sinter_shader_constant_row, 32);
AT(sinter_shader_constant_row, value, 16);
SIZE(sinter_shader_include_row, 16);
SIZE(sinter_script_row, 16);
SIZE(sinter_script_require_row, 16);
SIZE(sinter_script_function_row, 16);
SIZE(sinter_script_global_row, 16);

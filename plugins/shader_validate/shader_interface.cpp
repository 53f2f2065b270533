// SPDX-License-Identifier: Apache-2.0
#include "shader_interface.hpp"

#include <algorithm>
#include <cstring>

#include <sinter/shader.hpp>

namespace shader {
namespace {

using sinter::Shader;

std::string port_text(const Shader& shader, const sinter_shader_port_row& row) {
    return "location " + std::to_string(row.location) + ", component " + std::to_string(row.component) +
           ", format " + std::to_string(row.format) + ", " + std::to_string(row.locations) +
           " locations, flags " + std::to_string(row.flags & ~std::uint32_t{SINTER_SHADER_PORT_USED}) +
           " \"" + std::string{shader.text(row.name)} + "\"";
}

/// Names of a block's members count: programs fill blocks by them.
std::string member_text(const Shader& shader, const sinter_shader_member_row& row) {
    std::string out = std::string{shader.text(row.name)} + "@" + std::to_string(row.offset);
    for (const auto number : {row.depth, row.size, row.scalar, row.bits, row.rows, row.columns, row.flags,
                              row.array_count, row.array_stride, row.matrix_stride})
        out += ' ' + std::to_string(number);
    return out;
}

std::string binding_text(const Shader& shader, const sinter_shader_binding_row& row) {
    std::string out{name_of(static_cast<sinter::BindingKind>(row.kind))};
    if (row.set != SINTER_SHADER_NONE)
        out += " " + std::to_string(row.set) + "." + std::to_string(row.binding);
    out += " \"" + std::string{shader.text(row.name)} + "\" x" + std::to_string(row.count);
    // What uses a binding may change; what is bound may not.
    for (const auto number : {row.flags & ~std::uint32_t{SINTER_SHADER_USED}, row.image_dimension,
                              row.image_format, row.input_attachment_index, row.target_index,
                              row.target_sampler, row.sampler_set, row.sampler_binding})
        out += ' ' + (number == SINTER_SHADER_NONE ? std::string{"-"} : std::to_string(number));
    out += ' ' + std::to_string(row.size) + " bytes " + std::string{shader.text(row.target_name)};
    const auto members = shader.members(row);
    for (std::uint32_t i = 0; i < members.size(); ++i) out += "; " + member_text(shader, members[i]);
    return out;
}

std::string constant_text(const Shader& shader, const sinter_shader_constant_row& row) {
    return "id " + std::to_string(row.id) + ", kind " + std::to_string(row.scalar) + ", " +
           std::to_string(row.bits) + " bits \"" + std::string{shader.text(row.name)} + "\"";
}

template <class Rows, class Text>
std::string first_difference(std::string_view what, const Shader& before, const Rows& old_rows,
                             const Shader& after, const Rows& new_rows, Text text) {
    for (std::uint32_t i = 0; i < std::max(old_rows.size(), new_rows.size()); ++i) {
        const auto old_text = i < old_rows.size() ? text(before, old_rows[i]) : "none";
        const auto new_text = i < new_rows.size() ? text(after, new_rows[i]) : "none";
        if (old_text != new_text) return std::string{what} + " was " + old_text + ", is " + new_text;
    }
    return {};
}

std::string variant_difference(const Shader& before, const Shader& after, std::uint32_t i) {
    const auto old_row = before.variant(i), new_row = after.variant(i);
    if (old_row.key != new_row.key || before.text(old_row.defines) != after.text(new_row.defines))
        return "variant was \"" + std::string{before.text(old_row.defines)} + "\", is \"" +
               std::string{after.text(new_row.defines)} + "\"";
    if (std::memcmp(old_row.workgroup, new_row.workgroup, sizeof old_row.workgroup) != 0)
        return "workgroup size was " + std::to_string(old_row.workgroup[0]) + "x" +
               std::to_string(old_row.workgroup[1]) + "x" + std::to_string(old_row.workgroup[2]) + ", is " +
               std::to_string(new_row.workgroup[0]) + "x" + std::to_string(new_row.workgroup[1]) + "x" +
               std::to_string(new_row.workgroup[2]);
    auto difference =
        first_difference("binding", before, before.bindings(i), after, after.bindings(i), binding_text);
    if (difference.empty())
        difference = first_difference("input", before, before.inputs(i), after, after.inputs(i), port_text);
    if (difference.empty())
        difference =
            first_difference("output", before, before.outputs(i), after, after.outputs(i), port_text);
    if (difference.empty())
        difference = first_difference("constant", before, before.constants(i), after, after.constants(i),
                                      constant_text);
    return difference;
}

}  // namespace

std::string interface_difference(sinter::AssetView old_version, sinter::AssetView new_version) {
    const Shader before{old_version}, after{new_version};
    if (!before.valid() || !after.valid()) return "the tables contradict each other";
    if (before.stage() != after.stage())
        return "stage was " + std::string{name_of(before.stage())} + ", is " +
               std::string{name_of(after.stage())};
    if (before.row().language != after.row().language ||
        before.row().language_version != after.row().language_version)
        return "language was " + language_text(before.language(), before.row().language_version) + ", is " +
               language_text(after.language(), after.row().language_version);
    if (before.entry_point() != after.entry_point())
        return "entry point was " + std::string{before.entry_point()} + ", is " +
               std::string{after.entry_point()};
    if (before.variant_count() != after.variant_count())
        return "variants were " + std::to_string(before.variant_count()) + ", are " +
               std::to_string(after.variant_count());
    for (std::uint32_t i = 0; i < before.variant_count(); ++i)
        if (auto difference = variant_difference(before, after, i); !difference.empty()) return difference;
    return {};
}

}  // namespace shader

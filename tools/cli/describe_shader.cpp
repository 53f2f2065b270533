// SPDX-License-Identifier: Apache-2.0
#include <sinter/shader.hpp>
#include <sinter/texture.hpp>

#include "preview.hpp"

namespace sinter::cli {
namespace {

constexpr std::string_view Dimensions[] = {"", "1D", "2D", "3D", "cube", "rectangle", "buffer", "subpass"};

std::string type_text(sinter_shader_scalar scalar, std::uint32_t bits, std::uint32_t rows,
                      std::uint32_t columns) {
    constexpr std::string_view Names[] = {"struct", "bool", "int", "uint", "float", "address"};
    std::string out{scalar < std::size(Names) ? Names[scalar] : "?"};
    if (scalar == SINTER_SCALAR_STRUCT || scalar == SINTER_SCALAR_POINTER) return out;
    if (bits != 32 && scalar != SINTER_SCALAR_BOOL) out += std::to_string(bits);
    if (columns > 1) return out + std::to_string(columns) + "x" + std::to_string(rows);
    return rows > 1 ? out + "x" + std::to_string(rows) : out;
}

std::string count_text(std::uint32_t count) {
    return count == 1 ? "" : count == 0 ? "[]" : "[" + std::to_string(count) + "]";
}

/// VkFormats of inputs and outputs go by their names where the texture table knows them.
std::string format_text(std::uint32_t format) {
    return format == 0 ? "" : " " + name_of(static_cast<Format>(format));
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

void add_members(const Shader& shader, const sinter_shader_binding_row& binding, std::string& out) {
    const auto members = shader.members(binding);
    for (std::uint32_t i = 0; i < members.size(); ++i) {
        const auto row = members[i];
        auto line = "    " + std::string(std::size_t{row.depth} * 2, ' ') +
                    padded(std::to_string(row.offset), 6) + std::string{shader.text(row.name)} +
                    count_text(row.array_count) + " : " +
                    type_text(row.scalar, row.bits, row.rows, row.columns);
        if (row.array_stride != 0) line += ", stride " + std::to_string(row.array_stride);
        if (row.matrix_stride != 0) line += ", matrix stride " + std::to_string(row.matrix_stride);
        if (row.flags & SINTER_SHADER_ROW_MAJOR) line += ", row major";
        out += line + "\n";
    }
}

void add_binding(const Shader& shader, const sinter_shader_binding_row& row, std::string& out) {
    const auto kind = static_cast<BindingKind>(row.kind);
    std::string line = "  ";
    if (row.set != SINTER_SHADER_NONE)
        line += "set " + std::to_string(row.set) + " binding " + std::to_string(row.binding) + "  ";
    line += std::string{name_of(kind)} + " " + std::string{shader.text(row.name)} + count_text(row.count);
    if (const auto type = shader.text(row.type_name); !type.empty() && type != shader.text(row.name))
        line += " : " + std::string{type};
    if (row.image_dimension != 0 && row.image_dimension < std::size(Dimensions))
        line += " " + std::string{Dimensions[row.image_dimension]};
    if (row.flags & SINTER_SHADER_ARRAYED) line += " array";
    if (row.flags & SINTER_SHADER_MULTISAMPLED) line += " multisampled";
    if (row.flags & SINTER_SHADER_DEPTH) line += " depth";
    line += format_text(row.image_format);
    if (row.size != 0) line += ", " + std::to_string(row.size) + " bytes";
    if ((row.flags & SINTER_SHADER_WRITE) == 0 && kind == BindingKind::StorageBuffer) line += ", read only";
    if ((row.flags & SINTER_SHADER_READ) == 0) line += ", write only";
    if ((row.flags & SINTER_SHADER_USED) == 0) line += ", not used";
    if (row.sampler_set != SINTER_SHADER_NONE)
        line += ", sampler of set " + std::to_string(row.sampler_set) + " binding " +
                std::to_string(row.sampler_binding);
    if (const auto name = shader.text(row.target_name); !name.empty())
        line += ", in the code " + std::string{name};
    if (row.target_index != SINTER_SHADER_NONE) line += ", index " + std::to_string(row.target_index);
    if (row.target_sampler != SINTER_SHADER_NONE)
        line += ", sampler index " + std::to_string(row.target_sampler);
    out += line + "\n";
    add_members(shader, row, out);
}

void add_ports(const Shader& shader, std::string_view title, const ShaderRange<sinter_shader_port_row>& rows,
               std::string& out) {
    if (!rows.empty()) out += std::string{title} + "\n";
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        const auto row = rows[i];
        auto line = "  location " + std::to_string(row.location);
        if (row.component != 0) line += " component " + std::to_string(row.component);
        if (row.index != 0) line += " index " + std::to_string(row.index);
        line += "  " + std::string{shader.text(row.name)} + count_text(row.count) + format_text(row.format);
        if (row.locations > 1) line += ", " + std::to_string(row.locations) + " locations";
        if (row.flags & SINTER_SHADER_FLAT) line += ", flat";
        if (row.flags & SINTER_SHADER_NO_PERSPECTIVE) line += ", no perspective";
        if (row.flags & SINTER_SHADER_PATCH) line += ", per patch";
        if (row.flags & SINTER_SHADER_PER_VERTEX) line += ", per vertex";
        if ((row.flags & SINTER_SHADER_PORT_USED) == 0) line += ", not used";
        out += line + "\n";
    }
}

void add_variant(const Shader& shader, std::uint32_t index, std::string& out) {
    const auto row = shader.variant(index);
    const auto defines = shader.text(row.defines);
    out += "variant " + std::to_string(row.key) + (defines.empty() ? "" : "  " + std::string{defines}) +
           ": " + std::to_string(row.spirv_words) + " words, " + std::to_string(row.instructions) +
           " instructions\n";
}

/// What a variant expects, from the first heading on; variants that expect the same give the same text.
std::string interface_text(const Shader& shader, std::uint32_t index) {
    std::string out;
    const auto row = shader.variant(index);
    if (row.workgroup[0] != 0) {
        out += "workgroup " + std::to_string(row.workgroup[0]) + " x " + std::to_string(row.workgroup[1]) +
               " x " + std::to_string(row.workgroup[2]);
        for (int i = 0; i < 3; ++i)
            if (row.workgroup_specialised >> i & 1)
                out += std::string{", "} + "xyz"[i] + " by constant " +
                       std::to_string(row.workgroup_constant[i]);
        out += "\n";
    }
    const auto bindings = shader.bindings(index);
    if (!bindings.empty()) out += "bindings\n";
    for (std::uint32_t i = 0; i < bindings.size(); ++i) add_binding(shader, bindings[i], out);
    add_ports(shader, "inputs", shader.inputs(index), out);
    add_ports(shader, "outputs", shader.outputs(index), out);
    const auto constants = shader.constants(index);
    if (!constants.empty()) out += "specialisation constants\n";
    for (std::uint32_t i = 0; i < constants.size(); ++i) {
        const auto constant = constants[i];
        out += "  " + std::to_string(constant.id) + "  " + std::string{shader.text(constant.name)} + " : " +
               type_text(constant.scalar, constant.bits, 1, 1) + ", bits of the default " +
               std::to_string(constant.value) + "\n";
    }
    return out;
}

}  // namespace

Result<std::string> describe_shader(const AssetView& asset) {
    const Shader shader{asset};
    if (!shader.valid()) return {Code::Corrupt, "shader: the tables contradict each other"};
    const auto& row = shader.row();
    std::string out = std::string{name_of(shader.stage())} + " shader in " +
                      language_text(shader.language(), row.language_version) + ", from " +
                      language_text(static_cast<ShaderLanguage>(row.source_language), row.source_version) +
                      ", entry point " + std::string{shader.entry_point()} + "\n";
    for (std::uint32_t i = 0; i < shader.includes().size(); ++i)
        out += "includes " + std::string{shader.text(shader.includes()[i].path)} + "\n";
    if (row.flags & SINTER_SHADER_AUTO_MAPPED) out += "locations or bindings were given in order\n";
    if (row.flags & SINTER_SHADER_Y_FLIPPED) out += "y is flipped\n";
    if (row.flags & SINTER_SHADER_DEPTH_ADAPTED) out += "depth is adapted\n";
    for (std::uint32_t i = 0; i < shader.axes().size(); ++i) {
        const auto axis = shader.axes()[i];
        out += "axis " + std::string{shader.text(axis.name)} + ": " + std::string{shader.text(axis.values)} +
               "\n";
    }
    std::vector<std::string> interfaces;
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i)
        interfaces.push_back(interface_text(shader, i));
    for (std::uint32_t i = 0; i < shader.variant_count(); ++i) {
        add_variant(shader, i, out);
        // Where the next one expects the same, say it once.
        if (i + 1 == shader.variant_count() || interfaces[i] != interfaces[i + 1]) out += interfaces[i];
    }
    return out;
}

}  // namespace sinter::cli

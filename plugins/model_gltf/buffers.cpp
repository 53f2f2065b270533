// SPDX-License-Identifier: Apache-2.0
#include "buffers.hpp"

#include "meshopt.hpp"
#include "uri.hpp"

namespace model_gltf {

Buffers::Buffers(Document& document)
    : document_(document), buffers_(document.count("buffers")), views_(document.count("bufferViews")) {}

Bytes Buffers::buffer(std::uint32_t index) {
    if (!buffers_[index]) buffers_[index] = load(document_.element("buffers", index), index);
    return *buffers_[index];
}

Bytes Buffers::load(const Object& object, std::uint32_t index) {
    const auto length = object.need_whole("byteLength");
    Bytes bytes;
    if (const auto uri = object.text("uri"); object.has("uri")) {
        const auto place = object.path() + ".uri";
        if (const auto data = parse_data_uri(uri, place)) {
            const auto memory = document_.allocate(most_bytes(*data));
            bytes = memory.first(decode_payload(*data, memory.data(), place));
        } else {
            const auto path = path_of_uri(uri, place);
            auto read = document_.job().read(path);
            if (!read) refuse(read.code(), place + ": " + read.error().text);
            bytes = *read;
        }
    } else if (index == 0 && document_.container().binary) {
        bytes = *document_.container().binary;
    } else {
        object.refuse_member("uri", "missing");
    }
    if (length > bytes.size())
        object.refuse_member("byteLength", std::to_string(length) + " bytes are not there (there are " +
                                               std::to_string(bytes.size()) + ")");
    return bytes.first(static_cast<std::size_t>(length));
}

Bytes Buffers::slice(const Object& object) {
    const auto bytes = buffer(object.need_index("buffer", buffers_.size(), "buffer"));
    const auto offset = object.whole("byteOffset").value_or(0);
    const auto length = object.need_whole("byteLength");
    if (offset > bytes.size() || length > bytes.size() - offset)
        object.refuse_member("byteLength", "the view ends at byte " + std::to_string(offset + length) +
                                               " of a buffer of " + std::to_string(bytes.size()));
    return bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
}

const Buffers::View& Buffers::view(std::uint32_t index) {
    if (!views_[index]) views_[index] = load_view(document_.element("bufferViews", index));
    return *views_[index];
}

Buffers::View Buffers::load_view(const Object& object) {
    View out;
    out.stride = static_cast<std::size_t>(object.whole("byteStride").value_or(0));
    // The specification wants a multiple of 4 up to 252; exporters write others, which can be read as well.
    if (object.has("byteStride") && (out.stride == 0 || out.stride > 65536))
        object.refuse_member("byteStride", "from 1 to 65536 bytes are wanted");
    const auto packed = object.extension("EXT_meshopt_compression");
    if (!packed) {
        out.bytes = slice(object);
        return out;
    }
    const auto layout = read_meshopt_layout(*packed);
    const auto size = std::uint64_t{layout.count} * layout.stride;
    if (size != object.need_whole("byteLength"))
        packed->refuse_member("count",
                              "unpacks to " + std::to_string(size) + " bytes, which the view does not have");
    const auto from = slice(*packed);
    const auto memory = document_.allocate(size);
    unpack_meshopt(layout, from, memory, *packed);
    out.bytes = memory;
    return out;
}

}  // namespace model_gltf

// SPDX-License-Identifier: Apache-2.0
#include "byte_writer.hpp"
#include "dds_writer.hpp"
#include "ktx2_writer.hpp"
#include "pictures.hpp"
#include "png_writer.hpp"
#include "project.hpp"

namespace sinter::samples {
namespace {

Result<Bytes> truncated(Result<Bytes> file) {
    if (file) file->resize(file->size() * 3 / 5);
    return file;
}

/// Turns a bit of the checksum of IHDR, which lies at bytes 29 to 32.
Result<Bytes> with_wrong_crc(Result<Bytes> file) {
    if (file) (*file)[29] ^= 1;
    return file;
}

/// Claims 65535 x 65535 texels, which would be 2 GiB of BC1, and carries a single block.
Bytes enormous_dds() {
    Bytes file =
        write_dds({TexelFormat::bc(BlockFormat::Bc1, false), 4, 4, 0, 0, 1, {Bytes(8)}}, DdsHeader::Classic);
    for (const std::size_t at : {12U, 16U}) file[at] = file[at + 1] = 0xFF;
    return file;
}

/// The index says that level 0 begins a gigabyte behind the end.
Result<Bytes> ktx2_past_the_end(const Image& image) {
    Result<Bytes> file = write_ktx2(from_images({&image, 1}, TexelFormat::rgba8(true), false, false));
    if (file) (*file)[80 + 3] = 0x40;
    return file;
}

}  // namespace

void add_broken(OutputFolder& out) {
    const Image card = paint_test_card(64, 64);
    out.add("assets/broken/truncated.png", truncated(write_png(card)));
    out.add("assets/broken/wrong_checksum.png", with_wrong_crc(write_png(card)));
    out.add_text("assets/broken/not_an_image.png", "This is a text, whatever its name says.\n");
    out.add("assets/broken/empty.png", Bytes{});
    out.add("assets/broken/enormous.dds", enormous_dds());
    out.add("assets/broken/index_past_the_end.ktx2", ktx2_past_the_end(card));
    out.add_text("assets/broken/syntax_error.material.json",
                 "{\n    \"shader\": \"pbr\",\n    \"roughness\": 0.5,,\n    \"metallic\": 0\n}\n");
    out.add_text("assets/broken/misspelt_field.material.json", "{\n    \"roughnes\": 0.5\n}\n");
    out.add_text("assets/broken/missing_texture.material.json",
                 "{\n    \"base_color_texture\": \"../textures/brick/gone.png\"\n}\n");
}

}  // namespace sinter::samples

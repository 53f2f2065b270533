// SPDX-License-Identifier: Apache-2.0
// The family of cases that every decoder passes, and the two containers.
#include "gltf_file.hpp"

namespace sinter::test {
namespace {

const ByteVector Triangle = bytes_of<float>({0, 0, 0, 1, 0, 0, 0, 1, 0});

std::string triangle(const std::string& buffer = "{'byteLength':36}") {
    return json_of(
        "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{'attributes':{'POSITION':0}}]}],'accessors':"
        "[{'bufferView':0,'componentType':5126,'count':3,'type':'VEC3'}],'bufferViews':[{'buffer':0,"
        "'byteLength':36}],'buffers':[" +
        buffer + "]}");
}
const ByteVector Sample = glb(triangle(), Triangle);

void check_triangle(const Decoded& file) {
    check_equal(file.values(0, SINTER_SEMANTIC_POSITION), Floats{0, 0, 0, 1, 0, 0, 0, 1, 0});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model_gltf_container)

BOOST_AUTO_TEST_CASE(accepts_the_sample) {
    check_triangle(Decoded{Sample});
}

BOOST_AUTO_TEST_CASE(reads_base64_in_the_text) {
    // printf of the 36 bytes, by coreutils' base64.
    const auto data =
        "{'byteLength':36,'uri':'data:application/octet-stream;base64,"
        "AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAA'}";
    check_triangle(Decoded{text_bytes(triangle(data))});
    BOOST_TEST(failure_of(text_bytes(triangle("{'byteLength':36,'uri':'data:;base64,AAA?'}"))) ==
               "corrupt: glTF: buffers[0].uri: no Base64 at character 3 of the data");
}

BOOST_AUTO_TEST_CASE(reads_buffers_beside_the_file) {
    RunOptions options;
    options.path = "models/a.gltf";
    options.files["models/tri angle.bin"] = Triangle;
    const auto text = text_bytes(triangle("{'byteLength':36,'uri':'tri%20angle.bin'}"));
    check_triangle(Decoded{text, options});
    BOOST_TEST(failure_of(text) == "absent: glTF: buffers[0].uri: cannot read tri angle.bin");
    BOOST_TEST(failure_of(text_bytes(triangle("{'byteLength':36,'uri':'..%2f..%5csecret'}")))
                   .starts_with("denied: "));
}

BOOST_AUTO_TEST_CASE(every_prefix_of_the_sample_is_refused) {
    for (std::size_t size = 0; size < Sample.size(); ++size)
        BOOST_TEST(failure_of({Sample.begin(), Sample.begin() + static_cast<std::ptrdiff_t>(size)})
                       .starts_with("corrupt: glTF: "));
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_end_do_no_harm) {
    check_triangle(Decoded{Sample + ByteVector(100, 0xff)});
}

BOOST_AUTO_TEST_CASE(another_magic_or_version_is_refused) {
    auto file = Sample;
    file[0] = 'X';
    BOOST_TEST(failure_of(file) == "corrupt: glTF: the text is not JSON");
    file = Sample;
    file[4] = 1;
    BOOST_TEST(failure_of(file) == "unsupported: glTF: GLB of version 1; 2 is read");
    BOOST_TEST(failure_of(text_bytes(json_of("{'asset':{'version':'1.0'}}"))) ==
               "unsupported: glTF: version \"1.0\"; 2.0 is read");
    BOOST_TEST(failure_of(text_bytes(json_of("{'asset':{'version':'2.1','minVersion':'2.1'}}"))) ==
               "unsupported: glTF: version \"2.1\"; 2.0 is read");
}

BOOST_AUTO_TEST_CASE(a_million_brackets_need_no_stack) {
    BOOST_TEST(failure_of(ByteVector(1000000, '[')) == "too_large: glTF: the JSON nests more than 128 deep");
    std::string text = "{'asset':{'version':'2.0','extras':";
    for (int i = 0; i < 100000; ++i) text += "{'a':";
    BOOST_TEST(failure_of(text_bytes(json_of(text))) == "too_large: glTF: the JSON nests more than 128 deep");
}

BOOST_AUTO_TEST_CASE(stops_when_told_and_when_memory_is_refused) {
    bool finished = false;
    for (std::size_t allowed = 0; !finished; ++allowed) {
        RunOptions options;
        options.checkpoints_allowed = allowed;
        const auto result = decode(Sample, options);
        finished = static_cast<bool>(result.status);
        if (!finished) BOOST_TEST((result.status.code() == Code::Cancelled));
        BOOST_REQUIRE(allowed < 100u);
    }
    RunOptions little;
    little.memory_limit = 100;
    BOOST_TEST(failure_of(Sample, little) == "out_of_memory: the host refused the memory of a table");
    RunOptions setting;
    setting.settings["max_mib"] = std::int64_t{1};
    const auto big =
        "{'asset':{'version':'2.0'},'meshes':[{'primitives':[{'attributes':{'POSITION':0}}]}],'accessors':"
        "[{'componentType':5126,'count':100000,'type':'VEC3'}]}";
    BOOST_TEST(failure_of(text_bytes(json_of(big)), setting) ==
               "too_large: glTF: the model takes more than 1 MiB (setting max_mib)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace sinter::test

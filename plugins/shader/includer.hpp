// SPDX-License-Identifier: Apache-2.0
// Includer: finds what `#include` names, through the host.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <glslang/Public/ShaderLang.h>
#include <sinter/plugin.hpp>

namespace shader {

/// A file that was read: as the compiler gets it, with `#pragma once` blanked out.
struct IncludedFile {
    std::string text;
    bool once = false;     ///< it said `#pragma once`
    bool guarded = false;  ///< it begins with #ifndef
};

/// How a file came in first.
struct IncludeRecord {
    std::string path;      ///< logical
    std::string includer;  ///< logical path of the file that names it
    std::uint32_t line;    ///< of the directive there, from 1; 0: unknown
};

/// `"x"` is looked for beside the file that names it, then in the include folders; `<x>` only there. Folders
/// that begin with "/" count from the project's root, others from the folder of the shader. A file that
/// includes itself, over others too, is an error that names the chain, unless it begins with #ifndef or said
/// `#pragma once`; so is a chain of more than 64 files. Threads: that of the job. Lifetime: within the job;
/// one object serves all variants, and reads each file once.
class Includer : public glslang::TShader::Includer {
  public:
    Includer(sinter::DecodeJob& job, std::string_view source, std::vector<std::string> folders);

    IncludeResult* includeSystem(const char* name, const char* includer, std::size_t depth) override;
    IncludeResult* includeLocal(const char* name, const char* includer, std::size_t depth) override;
    void releaseInclude(IncludeResult* result) override;
    /// Before each compilation.
    void begin();

    /// Files that any compilation so far included, in the order of first use.
    [[nodiscard]] const std::vector<IncludeRecord>& records() const { return records_; }
    /// Text of the shader (by its own path) or of an included file; nullptr for another.
    [[nodiscard]] const std::string* text_of(const std::string& path) const;
    /// "b.glsl:3 < a.frag:1": from where `path` was included; empty for the shader itself.
    [[nodiscard]] std::string chain_of(const std::string& path) const;
    /// A code other than Ok: a file was found missing, outside the project or too large; the compiler's own
    /// error stands at the directive.
    [[nodiscard]] sinter::Code failure() const { return failure_; }

  private:
    IncludeResult* include(const std::string& path, const std::string& name, const std::string& includer);
    IncludeResult* refuse(std::string text, sinter::Code code);
    const IncludedFile* load(const std::string& path);

    sinter::DecodeJob& job_;
    std::string root_;  // path of the shader
    std::string source_;
    std::vector<std::string> folders_;  // from the root, with "/" at the end
    std::map<std::string, IncludedFile> files_;
    std::vector<IncludeRecord> records_;
    std::vector<std::string> stack_;    // the files open now
    std::map<std::string, bool> seen_;  // in this compilation
    std::vector<std::unique_ptr<std::string>> refusals_;
    std::uint64_t bytes_ = 0;
    sinter::Code failure_ = sinter::Code::Ok;
};

}  // namespace shader

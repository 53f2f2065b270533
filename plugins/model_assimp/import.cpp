// SPDX-License-Identifier: Apache-2.0
#include "import.hpp"

#include <vector>

#include <assimp/BaseImporter.h>
#include <assimp/config.h>
#include <assimp/importerdesc.h>
#include <assimp/postprocess.h>
#include <assimp/ProgressHandler.hpp>

#include "names.hpp"

namespace sinter::model_assimp {
namespace {

class Progress : public Assimp::ProgressHandler {
  public:
    Progress(DecodeJob& job, bool& cancelled) : job_(job), cancelled_(cancelled) {}
    bool Update(float percentage) override {
        const float done = percentage > 0 && percentage <= 1 ? percentage * 0.7F : last_;
        last_ = std::max(last_, done);
        if (!cancelled_ && !job_.checkpoint(last_)) cancelled_ = true;
        return !cancelled_;
    }

  private:
    DecodeJob& job_;
    bool& cancelled_;
    float last_ = 0;
};

/// Leaves one importer, so that no file is read as another format.
bool keep_only(Assimp::Importer& importer, std::string_view name) {
    bool found = false;
    std::vector<Assimp::BaseImporter*> others;
    for (std::size_t i = 0; i < importer.GetImporterCount(); ++i) {
        const auto* info = importer.GetImporterInfo(i);
        if (info && info->mName == name)
            found = true;
        else
            others.push_back(importer.GetImporter(i));
    }
    for (auto* other : others) {
        importer.UnregisterLoader(other);
        delete other;
    }
    return found;
}

Error error_of(const char* words) {
    const std::string text = clean_text(words && *words ? words : "the importer gives no reason");
    const bool old = text.find("unsupported") != text.npos || text.find("Unsupported") != text.npos;
    return {old ? Code::Unsupported : Code::Corrupt, "Assimp: " + text, {}};
}

}  // namespace

Result<Import> Import::run(DecodeJob& job, std::string_view importer, std::string_view extension) {
    Import out;
    out.importer_ = std::make_unique<Assimp::Importer>();
    auto& assimp = *out.importer_;
    if (!keep_only(assimp, importer))
        return {Code::Unsupported, "Assimp was built without its " + std::string{importer}};
    const std::string name = "source." + std::string{extension};
    bool cancelled = false;
    // Both belong to the importer from here on.
    assimp.SetIOHandler(new HostFiles{job, name});
    assimp.SetProgressHandler(new Progress{job, cancelled});
    const auto* scene = assimp.ReadFile(name, aiProcess_Triangulate);
    assimp.SetProgressHandler(nullptr);
    if (cancelled) return Job::cancelled().error();
    if (!scene) return error_of(assimp.GetErrorString());
    if (!scene->mRootNode) return {Code::Corrupt, "Assimp: the file has no nodes"};
    return out;
}

}  // namespace sinter::model_assimp

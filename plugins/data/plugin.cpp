// SPDX-License-Identifier: Apache-2.0
#include "decoders.hpp"
#include "defaults.hpp"
#include "limits.hpp"
#include "reload.hpp"

using namespace data_plugin;

SINTER_PLUGIN(DataDecoder, MaterialDecoder, ParticleSystemDecoder, UiDecoder, DataDefaults, MaterialLimits,
              ParticlesLimits, UiLimits, MaterialReload, ParticleSystemReload, UiReload, DataReload,
              ScriptReload)

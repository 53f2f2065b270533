// SPDX-License-Identifier: Apache-2.0
#include "animation_reduce.hpp"
#include "limits.hpp"
#include "reload.hpp"
#include "steps.hpp"

SINTER_PLUGIN(sinter::models::ModelClean, sinter::models::ModelTangents, sinter::models::ModelLods,
              sinter::models::ModelPack, sinter::models::AnimationReduce, sinter::models::ModelLimits,
              sinter::models::AnimationLimits, sinter::models::ModelReload, sinter::models::AnimationReload)

using Ringback.Catalogue.Loads;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;

namespace Ringback.Phones.Answers;

/// <summary>
/// What may go to a phone that asks for an unsigned image. Code from before 5.x has no signature to check: whatever it
/// gets by that name it may write to its flash, and a wrong image there is a brick.
/// </summary>
internal static class UnsignedImages
{
    /// <summary>Why a file must not be given as an unsigned image; null when nothing speaks against it.</summary>
    internal static string? Objection(AnswerScene scene, ShelfFile file)
    {
        FirmwareFile identity = file.Identity;
        Load asked = scene.Asked.Load!;
        if (identity.Signed) return $"{file.Path} is a signed image under an unsigned image's name. Rename it back";
        if (identity.Family is { } family && family != FirmwareFile.Family7940And7960)
            return $"{file.Path} is firmware of another phone ({family})";
        if (identity.Kind is not (FirmwareKind.Firmware or FirmwareKind.Unknown))
            return $"{file.Path} is no image but {identity.Kind.ToWord()}";
        if (identity.LoadName is { } inside && !inside.Equals(asked))
            return $"{file.Path} says inside that it is {inside}. Give it its own name back";
        if (identity.Role is FirmwareRole.Application && asked.Generation == LoadGeneration.Universal)
        {
            return $"{file.Path} is an application, which only the universal loader can start. A phone this old needs "
                + "the loader first: let OS79XX.TXT name that, or run ringback serve with --to";
        }

        // The layout of images from before the loader is not verified, so what is not recognised is the user's word;
        // under a plan it is ours, and ours is what the step offers.
        return scene.Plan is null || IsPromised(scene, file)
            ? null
            : $"{file.Path} is not the image that the plan promised";
    }

    /// <summary>True without a plan, and for the very image that the step offers.</summary>
    internal static bool IsPromised(AnswerScene scene, ShelfFile file)
    {
        if (scene.Plan is not { } plan) return file.Identity.Role is not FirmwareRole.Application;
        Load asked = scene.Asked.Load!;
        bool isLoader = asked.Generation is not LoadGeneration.Universal || file.Identity.Role is FirmwareRole.Loader;
        return isLoader && asked.Equals(file.Identity.LoadName) && plan.Offer(scene.Asked.Name) is not null;
    }
}

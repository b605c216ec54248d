using Ringback.Phones.Loads;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a phone remembers without power. The universal loader lives in bank APP1 and the protocol application in
/// bank APP2; a phone from before the loader has one image that is both (field guide 7940-7960 §1.1).
/// </summary>
/// <param name="Loader">The universal loader; null on a phone from before it.</param>
/// <param name="LoaderBuild">The loader's build, compared with <c>LA_VERSION</c>; null without a loader.</param>
/// <param name="Application">The load it runs; null after a loader came without its application.</param>
public sealed record HandsetFlash(LoadName? Loader, string? LoaderBuild, LoadName? Application)
{
    /// <summary>A phone that has run this load for years.</summary>
    public static HandsetFlash Running(LoadName load)
    {
        if (load.Generation < LoadGeneration.Universal) return new HandsetFlash(null, null, load);
        string loader = PracticeFirmware.LoaderOf(load);
        return new HandsetFlash(LoadName.Parse(loader), PracticeFirmware.LoaderBuild(loader), load);
    }

    /// <summary>True when the phone checks signatures: from the first signed load on, for ever.</summary>
    public bool AcceptsSignedOnly =>
        Loader is not null || Application is { Generation: >= LoadGeneration.Signed };
}

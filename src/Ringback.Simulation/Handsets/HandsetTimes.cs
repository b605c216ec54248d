using Ringback.Catalogue;

namespace Ringback.Simulation.Handsets;

/// <summary>Times that are not in the catalogue, because nobody has measured them.</summary>
internal static class HandsetTimes
{
    /// <summary>From the end of a transfer to the end of writing it: UNVERIFIED.</summary>
    internal const double WriteApplicationSeconds = 10;

    /// <summary>The same for a loader or a whole image: UNVERIFIED.</summary>
    internal const double WriteBootCodeSeconds = 5;

    /// <summary>
    /// A Java phone that does not believe its default list asks for it twice every 90 to 150 seconds (sources.md
    /// other-phones §2.7, LOG).
    /// </summary>
    internal const double DefaultManifestSeconds = 90;

    /// <summary>As the 7940, where a family was not measured: UNVERIFIED for the others.</summary>
    internal static BootHabits HabitsOf(PhoneFamily family, PhoneCatalogue catalogue) =>
        family.Habits ?? catalogue.Family79X0.Habits!;
}

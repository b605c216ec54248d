using Ringback.Catalogue;

namespace Ringback.Simulation.Handsets;

/// <summary>The kinds of boot code that are simulated.</summary>
internal enum HandsetKind
{
    /// <summary>7940 and 7960.</summary>
    Universal,

    /// <summary>7906 to 7975.</summary>
    Java,

    /// <summary>7902, 7905, 7912 and ATA.</summary>
    Profile,
}

/// <summary>Which boot code a model has.</summary>
internal static class HandsetKinds
{
    /// <summary>The kind; null for a model that is not simulated.</summary>
    internal static HandsetKind? Of(PhoneModel model) => model switch
    {
        { FirmwareFamily: null } => null,
        { Family: "7940-7960" } => HandsetKind.Universal,
        { Family: "java" } => HandsetKind.Java,
        // An ATA 187 and its successors are another product: they have no profile.
        { Family: "7902-7905-7912" or "ata", ProfilePrefix: not null } => HandsetKind.Profile,
        _ => null,
    };

    /// <summary>As the 7940, where a family was not measured: UNVERIFIED for the others.</summary>
    internal static BootHabits HabitsOf(PhoneModel model, PhoneCatalogue catalogue) =>
        catalogue.FamilyOf(model).Habits ?? catalogue.Family79X0.Habits!;
}

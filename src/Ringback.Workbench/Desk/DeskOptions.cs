using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Generation;

namespace Ringback.Workbench.Desk;

/// <summary>What the answers for phones depend on.</summary>
public sealed record DeskOptions
{
    /// <summary>The goal for every phone; null for none.</summary>
    public Goal? Goal { get; init; }

    /// <summary>What is said of single phones; it goes before what is said for every phone.</summary>
    public IReadOnlyDictionary<MacAddress, PhoneOrder> Phones { get; init; } = new Dictionary<MacAddress, PhoneOrder>();

    /// <summary>
    /// Whether phones wait for somebody's word before a step that has no way back; null for what was said last, and at
    /// first they do not.
    /// </summary>
    public bool? OneWayWaits { get; init; }

    /// <summary>Phones that may take such a step.</summary>
    public IReadOnlyList<MacAddress> Approved { get; init; } = [];

    /// <summary>Who says what is to become of phones; stands with the orders in the story.</summary>
    public string OrderedBy { get; init; } = Environment.UserName;

    /// <summary>The port of SCCP that files for phones name; null for the usual one.</summary>
    public int? SccpPort { get; init; }

    /// <summary>The port of SIP that files for phones name; null for the usual one.</summary>
    public int? SipPort { get; init; }

    /// <summary>Practice images may go to any address, and not to this machine's own simulated phones only.</summary>
    public bool PracticeForAll { get; init; }

    /// <summary>What is known of phones, with the assumptions that hold.</summary>
    public PhoneCatalogue Catalogue { get; init; } = PhoneCatalogue.BuiltIn;
}

/// <summary>What the user says of one phone.</summary>
/// <param name="Model">Its model; null when not said.</param>
/// <param name="Goal">Its goal; null when the goal for every phone holds.</param>
/// <param name="Settings">What it is to be set to; null for no more than it needs.</param>
public sealed record PhoneOrder(PhoneModel? Model, Goal? Goal, PhoneSettings? Settings = null);

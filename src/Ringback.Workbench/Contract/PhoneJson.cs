using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Findings;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Contract;

/// <summary>The JSON of <c>phones</c> and <c>phone</c>; its names are a contract.</summary>
public sealed record PhoneJson
{
    /// <summary>Its MAC address; null until it has named itself.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Where it was last; null when not known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Its model; null when not known.</summary>
    public string? Model { get; init; }

    /// <summary>Its firmware family; null when not known.</summary>
    public string? Family { get; init; }

    /// <summary>What it speaks; null when not known.</summary>
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>The load that it runs; null when not known.</summary>
    public string? Load { get; init; }

    /// <summary>How the load is known; null when it is not.</summary>
    public LoadEvidence? LoadEvidence { get; init; }

    /// <summary>How it takes firmware; null when not known.</summary>
    public BootCode? BootCode { get; init; }

    /// <summary>Where it stands in its start; null when not known.</summary>
    public BootStage? Stage { get; init; }

    /// <summary>The file that it is being sent; null for none.</summary>
    public CurrentTransfer? Transfer { get; init; }

    /// <summary>Its conversion; null when it has none.</summary>
    public ConversionState? Conversion { get; init; }

    /// <summary>What is wrong with it; empty for nothing.</summary>
    public IReadOnlyList<Problem> Findings { get; init; } = [];

    /// <summary>When it was heard first.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was heard last.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Its story; null where it was not asked for.</summary>
    public IReadOnlyList<StoryLine>? Story { get; init; }

    /// <summary>From a case.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="now">The time at which somebody listened last: a phone is silent only as long as one does.</param>
    /// <param name="withStory">Whether its sentences belong to it.</param>
    public static PhoneJson Of(PhoneCase phone, DateTimeOffset now, bool withStory) => new()
    {
        Mac = phone.Mac,
        Address = phone.Address,
        Model = phone.Model,
        Family = phone.Family,
        Protocol = phone.Protocol,
        Load = phone.Load,
        // Unknown is null in everything that scripts read.
        LoadEvidence = phone.LoadEvidence is Phones.Cases.LoadEvidence.None ? null : phone.LoadEvidence,
        BootCode = phone.BootCode is Phones.Identification.BootCode.Unknown ? null : phone.BootCode,
        Stage = phone.Stage is BootStage.Unknown ? null : phone.Stage,
        Transfer = phone.Transfer,
        Conversion = phone.Conversion,
        Findings = PhoneFindings.Of(phone, now),
        FirstSeen = phone.FirstSeen,
        LastSeen = phone.LastSeen,
        Story = withStory ? phone.Story : null,
    };
}

using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Cases;
using Ringback.Phones.Findings;
using Ringback.Phones.Identification;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>phones</c> and <c>phone</c>; its names are a contract.</summary>
internal sealed record PhoneJson
{
    public MacAddress? Mac { get; init; }

    public IPAddress? Address { get; init; }

    public string? Model { get; init; }

    public string? Family { get; init; }

    public PhoneProtocol? Protocol { get; init; }

    public string? Load { get; init; }

    public LoadEvidence? LoadEvidence { get; init; }

    public BootCode? BootCode { get; init; }

    public BootStage? Stage { get; init; }

    public CurrentTransfer? Transfer { get; init; }

    public ConversionState? Conversion { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public IReadOnlyList<StoryLine>? Story { get; init; }

    /// <summary>The sheet of a case.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="now">The time at which somebody listened last: a phone is silent only as long as one does.</param>
    /// <param name="withStory">Whether its sentences belong to it.</param>
    internal static PhoneJson Of(PhoneCase phone, DateTimeOffset now, bool withStory) => new()
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
        Findings = PhoneFindings.Of(phone, PhoneCatalogue.BuiltIn, now),
        FirstSeen = phone.FirstSeen,
        LastSeen = phone.LastSeen,
        Story = withStory ? phone.Story : null,
    };
}

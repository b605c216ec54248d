using System.Globalization;
using System.Text.RegularExpressions;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What the code in a phone's flash knows of itself: its name, what it speaks, and how old it is. Read off the name,
/// the way the phones' makers built it (sources.md 7940-7960 §1.2, other-phones §1.1 and §2.2).
/// </summary>
/// <param name="Name">The name as it stands in the flash.</param>
/// <param name="Protocol">What it speaks; null for a loader, for H.323 and for a transition image.</param>
/// <param name="Release">Major, minor and third number of its version.</param>
internal sealed partial record StoredLoad(
    string Name, PhoneProtocol? Protocol, (int Major, int Minor, int Third) Release)
{
    private static readonly (int, int, int) FirstUniversalSccp = (6, 0, 0);
    private static readonly (int, int, int) FirstUniversalOther = (7, 0, 0);
    private static readonly (int, int, int) FirstSigned = (5, 0, 0);

    /// <summary>True for the code of a 7940 or 7960 that lives in one bank with no loader before it.</summary>
    internal bool IsBeforeLoader =>
        Release.CompareTo(Protocol is PhoneProtocol.Sccp ? FirstUniversalSccp : FirstUniversalOther) < 0;

    /// <summary>True for code of a 7940 or 7960 that takes nothing unsigned any more.</summary>
    internal bool ChecksSignatures => Release.CompareTo(FirstSigned) >= 0;

    /// <summary>True for a universal loader of its own: <c>P003-8-12-00</c>.</summary>
    internal bool IsLoader { get; private init; }

    /// <summary>The load of that name, when it is one of this model's; null when it is not.</summary>
    internal static StoredLoad? Of(PhoneModel model, string? name)
    {
        if (name is null) return null;
        if (model.Family == FirmwareFamilies.Universal) return Universal(name);
        return FirmwareFamilies.BuiltIn.Find(model.FirmwareFamily)?.SetNumber is { } set
            ? Java(name, set)
            : Profile(name, model);
    }

    private static StoredLoad? Universal(string name)
    {
        if (DashedName().Match(name) is { Success: true } dashed)
        {
            bool isLoader = dashed.Groups[1].Value == "0";
            return new StoredLoad(name, isLoader ? null : ProtocolOf(dashed.Groups[1].Value), Numbers(dashed, 2))
            {
                IsLoader = isLoader,
            };
        }

        if (SccpName().Match(name) is { Success: true } sccp)
            return new StoredLoad(name, PhoneProtocol.Sccp, Numbers(sccp, 1));
        return ShortName().Match(name) is { Success: true } old
            ? new StoredLoad(name, ProtocolOf(old.Groups[1].Value), Numbers(old, 2))
            : null;
    }

    private static StoredLoad? Java(string name, string set) =>
        JavaName().Match(name) is { Success: true } match && match.Groups[2].Value == set
            ? new StoredLoad(name,
                match.Groups[1].ValueSpan.StartsWith("SC", StringComparison.OrdinalIgnoreCase)
                    ? PhoneProtocol.Sccp
                    : PhoneProtocol.Sip,
                Numbers(match, 3))
            : null;

    private static StoredLoad? Profile(string name, PhoneModel model)
    {
        // What an ATA 186 runs between two releases; it registers nowhere.
        if (name == FirmwareFamilies.Transition) return new StoredLoad(name, null, (1, 35, 0));
        if (ProfileName().Match(name) is not { Success: true } match
            || !match.Groups[1].Value.Equals(model.FirmwareFamily is "ata" ? "ATA" : "CP" + model.FirmwareFamily,
                StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        PhoneProtocol? protocol = match.Groups[5].Value.ToUpperInvariant() switch
        {
            "SCCP" => PhoneProtocol.Sccp,
            "SIP" => PhoneProtocol.Sip,
            "MGCP" => PhoneProtocol.Mgcp,
            _ => null,
        };
        return new StoredLoad(name, protocol, Numbers(match, 2));
    }

    private static PhoneProtocol ProtocolOf(string letter) => letter switch
    {
        "S" => PhoneProtocol.Sip,
        "M" => PhoneProtocol.Mgcp,
        _ => PhoneProtocol.Sccp,
    };

    private static (int Major, int Minor, int Third) Numbers(Match match, int first) =>
        (Number(match.Groups[first]), Number(match.Groups[first + 1]), Number(match.Groups[first + 2]));

    private static int Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary><c>P0S3-8-12-00</c>, <c>P0M3-07-7-00</c>, <c>P003-07-5-00</c>.</summary>
    [GeneratedRegex(@"^P0([0SM])3-(\d{1,2})-(\d{1,2})-(\d{2})$")]
    private static partial Regex DashedName();

    /// <summary><c>P00305000300</c>, <c>P0030801SR02</c>.</summary>
    [GeneratedRegex(@"^P003(\d{2})(\d{2})(\d{2})?\w{2,4}$")]
    private static partial Regex SccpName();

    /// <summary><c>P0S30203</c>: two digits each.</summary>
    [GeneratedRegex(@"^P0([SM])3(\d{2})(\d{2})(\d{2})?$")]
    private static partial Regex ShortName();

    /// <summary><c>SCCP41.9-4-2SR3-1S</c>.</summary>
    [GeneratedRegex(@"^(SCCP|SIP)(\d{2})\.(\d+)-(\d+)-(\d+)[\w-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex JavaName();

    /// <summary><c>CP7912080004SCCP080108A</c>, <c>ATA030204SCCP090202A</c>.</summary>
    [GeneratedRegex(@"^(CP79\d{2}|ATA)(\d{2})(\d{2})(\d{2})(SCCP|SIP|MGCP|H323)\w+$", RegexOptions.IgnoreCase)]
    private static partial Regex ProfileName();
}

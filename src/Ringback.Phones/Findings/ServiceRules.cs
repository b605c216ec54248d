using System.Net;
using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Symptoms;

namespace Ringback.Phones.Findings;

/// <summary>What the call server does, and what the phone says of itself.</summary>
internal static class ServiceRules
{
    /// <summary>What an alarm says of the end before (sources.md 7940-7960-code §11).</summary>
    private const string Rejected = "Phone-Reg-Rej", HardwareRejected = "Load Rejected HC";

    /// <summary>A connection that is not answered in this time is not answered at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.RegistrationRejected, ProblemSeverity.Error, RegistrationRefused),
        new(ProblemCode.NoCallManager, ProblemSeverity.Error, NoCallManager),
        new(ProblemCode.Option150Malformed, ProblemSeverity.Error, NonsenseServer),
        new(ProblemCode.HardwareTooNewForLoad, ProblemSeverity.Error, HardwareRefused),
    ];

    /// <summary>
    /// What a phone says in its log, word for word: the likeliest cause of each message, of the boot of now.
    /// </summary>
    internal static IEnumerable<Problem> Said(ExaminedCase phone)
    {
        if (phone.Boots is not [.., { Registration: null } now]) yield break;
        HashSet<string> told = [];
        foreach (BootWord word in now.Words)
        {
            if (SymptomTable.BuiltIn.Said(word.Text).FirstOrDefault() is not { } symptom) continue;
            SymptomCause cause = symptom.Causes.FirstOrDefault(c => IsFor(c, phone)) ?? symptom.Causes[0];
            if (!told.Add(cause.Code)) continue;
            string text = VisibleText.Show(word.Text);
            yield return PhoneFault.Of(cause.Code, cause.Severity, cause.Confidence,
                $"It says \"{text}\": {char.ToLowerInvariant(cause.Message[0])}{cause.Message[1..]}", cause.Advice,
                [PhoneFault.Seen(word.At, $"it said \"{text}\"", word.Evidence)]);
        }
    }

    private static bool IsFor(SymptomCause cause, ExaminedCase phone) => cause.Phones is SymptomPhones.Any
        || phone.Family is not { } family || SymptomReading.PhonesOfFamily(family) == cause.Phones;

    private static FoundFault? RegistrationRefused(ExaminedCase phone)
    {
        const string advice = "Make a device with its MAC address and its model there; for SIP see that name and "
            + "password "
            + "are the same on both sides.";
        if (phone.Boots is not [.., { Registration: null } now]) return null;
        if (now.Refusal is { } refusal)
        {
            string why = refusal.Because is null ? "" : $" (\"{VisibleText.Show(refusal.Because)}\")";
            return new FoundFault(ProblemConfidence.Certain,
                $"The call server refuses to register it{why}.", advice,
                [PhoneFault.Seen(refusal.At, "it was refused" + why, refusal.Evidence)]);
        }

        return now.Alarm is not { } alarm || !alarm.Text.Contains(Rejected, StringComparison.OrdinalIgnoreCase) ? null
            : new FoundFault(ProblemConfidence.Likely,
                "It says that the call manager rejected its registration the last time.", advice,
                [PhoneFault.Seen(alarm.At, $"its alarm says {Rejected}", alarm.Evidence)]);
    }

    /// <summary>It turns to call servers, and none of them was seen to answer.</summary>
    private static FoundFault? NoCallManager(ExaminedCase phone)
    {
        if (phone.Network is not { } network || phone.Boots is not [.., { Registration: null, Refusal: null }])
            return null;
        TriedServer[] tried = [.. network.Servers.Where(s => s.Role is ServerRole.Sccp or ServerRole.Sip
            or ServerRole.Mgcp)];
        if (tried.Length == 0 || tried.Any(s => s.Answered) || phone.LastSeen - tried[0].First < Patience) return null;
        return new FoundFault(ProblemConfidence.Likely,
            $"It has its files and turns to {string.Join(", ", tried.Select(s => $"{s.Address}:{s.Port}"))}, which "
            + "does not answer.",
            "See that the call server runs and listens there, that no firewall is before it, and that processNodeName "
            + "or proxy1_address in its file is right.",
            [.. tried.Select(s => PhoneFault.Seen(s.First, $"it turned to {s.Address}:{s.Port}", s.Evidence))]);
    }

    /// <summary>
    /// It asks for files at an address whose four numbers are letters: option 150 was entered as text (sources.md
    /// 7940-7960-code §7).
    /// </summary>
    private static FoundFault? NonsenseServer(ExaminedCase phone)
    {
        TriedServer? server = phone.Network?.Servers.FirstOrDefault(s =>
            s.Role is ServerRole.Tftp && IsText(s.Address));
        if (server is null) return null;
        string text = Encoding.ASCII.GetString(server.Address.GetAddressBytes());
        return new FoundFault(ProblemConfidence.Certain,
            $"It asks for its files at {server.Address}, which is \"{text}\" read as numbers: option 150 is text.",
            "Set the type of option 150 to IP address (array) in the DHCP server.",
            [PhoneFault.Seen(server.First, $"it turned to {server.Address}", server.Evidence)]);
    }

    private static bool IsText(IPAddress address) => address.GetAddressBytes() is { Length: 4 } bytes
        && Array.TrueForAll(bytes, b => b is (>= (byte)'0' and <= (byte)'9') or (byte)'.');

    private static FoundFault? HardwareRefused(ExaminedCase phone) =>
        phone.Boots is not [.., { Alarm: { } alarm }]
            || !alarm.Text.Contains(HardwareRejected, StringComparison.OrdinalIgnoreCase) ? null
            : new FoundFault(ProblemConfidence.Certain,
                "It says that it refused a load because its hardware is newer than that.",
                "Take 9.3(1)SR1 or a later release for a Java phone, and the newest for a 7940 or 7960.",
                [PhoneFault.Seen(alarm.At, $"its alarm says {HardwareRejected}", alarm.Evidence)]);
}

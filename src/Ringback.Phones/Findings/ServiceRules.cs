using Ringback.Catalogue.Problems;
using Ringback.Files.Text;
using Ringback.Phones.Cases;
using Ringback.Phones.Symptoms;

namespace Ringback.Phones.Findings;

/// <summary>What the call server does, and what the phone says of itself.</summary>
internal static class ServiceRules
{
    /// <summary>What an alarm says of the end before (sources.md 7940-7960-code §11).</summary>
    private const string Rejected = "Phone-Reg-Rej", HardwareRejected = "Load Rejected HC";

    internal static readonly FindingRule[] All =
    [
        new(ProblemCode.RegistrationRejected, ProblemSeverity.Error, RegistrationRefused),
        new(ProblemCode.HardwareTooNewForLoad, ProblemSeverity.Error, HardwareRefused),
    ];

    /// <summary>
    /// What a phone says in its log, word for word: the likeliest cause of each message, of the boot of now.
    /// </summary>
    internal static IEnumerable<Problem> Said(PhoneCase phone)
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

    private static bool IsFor(SymptomCause cause, PhoneCase phone) => cause.Phones is SymptomPhones.Any
        || phone.Family is not { } family || SymptomReading.PhonesOfFamily(family) == cause.Phones;

    private static FoundFault? RegistrationRefused(PhoneCase phone)
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

    private static FoundFault? HardwareRefused(PhoneCase phone) =>
        phone.Boots is not [.., { Alarm: { } alarm }]
            || !alarm.Text.Contains(HardwareRejected, StringComparison.OrdinalIgnoreCase) ? null
            : new FoundFault(ProblemConfidence.Certain,
                "It says that it refused a load because its hardware is newer than that.",
                "Take 9.3(1)SR1 or a later release for a Java phone, and the newest for a 7940 or 7960.",
                [PhoneFault.Seen(alarm.At, $"its alarm says {HardwareRejected}", alarm.Evidence)]);
}

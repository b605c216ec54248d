using System.Text.Json.Serialization;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Console.Subject;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Console.Board;

/// <summary>What can be done about a finding.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CureKind>))]
public enum CureKind
{
    /// <summary>It is done already: it gets the file that was meant.</summary>
    [JsonStringEnumMemberName("served-what-was-meant")] ServedWhatWasMeant,

    /// <summary>Leads it to a load that is here whole.</summary>
    [JsonStringEnumMemberName("lead")] Lead,

    /// <summary>Leads it there over a release between, which has both keys or loaders.</summary>
    [JsonStringEnumMemberName("bridge")] Bridge,

    /// <summary>Makes the files that it lacks, for the load that it runs.</summary>
    [JsonStringEnumMemberName("generate")] Generate,

    /// <summary>The way has a step from which none leads back: a person looks at it first.</summary>
    [JsonStringEnumMemberName("look-at-the-way")] LookAtTheWay,

    /// <summary>Leaves it as it is.</summary>
    [JsonStringEnumMemberName("leave")] Leave,

    /// <summary>A package has to be added.</summary>
    [JsonStringEnumMemberName("add-package")] AddPackage,

    /// <summary>A person presses keys at the phone.</summary>
    [JsonStringEnumMemberName("reset")] Reset,

    /// <summary>The phone is told to read its files again.</summary>
    [JsonStringEnumMemberName("restart")] Restart,
}

/// <summary>A cure.</summary>
/// <param name="Finding">The code of the finding, or <c>refused</c> for a goal that was refused.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Load">The load that it is led to; null where none is.</param>
/// <param name="Over">The load between; null where there is none.</param>
/// <param name="File">The file that it gets; null where it is about none.</param>
/// <param name="CanDo">True when Ringback does it when it is told to.</param>
public sealed record Cure(
    string Finding, CureKind Kind, string? Load = null, string? Over = null, string? File = null, bool CanDo = false)
{
    /// <summary>True when nothing is left to do.</summary>
    public bool IsDone => Kind is CureKind.ServedWhatWasMeant;
}

/// <summary>
/// Which findings Ringback can do something about, and what: a pure function of case, orders and library.
/// </summary>
internal static class PhoneCures
{
    /// <summary>The word for a goal that was refused, among the codes of findings.</summary>
    internal const string Refused = "refused";

    // What another load, with its own files, puts right.
    private static readonly HashSet<string> OfLoads =
    [
        ProblemCode.FileMissingFatal, ProblemCode.LoadSetIncomplete, ProblemCode.LoadNotInFolder, ProblemCode.BootLoop,
        ProblemCode.Os79xxIgnored, ProblemCode.Os79xxForeignPrefix, ProblemCode.ImageRejected,
        ProblemCode.SigningKeyGap, ProblemCode.DefaultManifestLoop, ProblemCode.MisspelledLoadName,
        ProblemCode.LoadWithExtension, ProblemCode.SignedToUnsigned, ProblemCode.ProtocolMismatch,
        ProblemCode.StrayCharacterInName, ProblemCode.ConfigOverridesOs79xx,
    ];

    private static readonly HashSet<string> OfFiles =
        [ProblemCode.UnprovisionedPolling, ProblemCode.NoCallManager, ProblemCode.FileMissingHarmless];

    private static readonly HashSet<string> OfKeys =
    [
        ProblemCode.StaticAddress, ProblemCode.StoredLease, ProblemCode.ManualTftpServer,
        ProblemCode.NoTftpRequestAfterLease, ProblemCode.TrustListBlocksConfig,
    ];

    /// <summary>The cures of a phone, those of the first finding first.</summary>
    internal static IReadOnlyList<Cure> Of(CureScene scene)
    {
        List<Cure> cures = [];
        if (scene.Phone.Mac is null) return cures;
        if (scene.Phone.Conversion is { Status: ConversionStatus.Refused } refused && !scene.Stays)
        {
            bool isBare = !scene.Packages.Any(p => p.Complete && p.Family == scene.Phone.Family);
            if (refused.Missing.Count > 0 || isBare) cures.Add(new Cure(Refused, CureKind.AddPackage));
            if (Lead(scene, Refused, refused.Goal) is { } other) cures.Add(other);
            cures.Add(new Cure(Refused, CureKind.Leave, CanDo: true));
        }

        foreach (Problem finding in scene.Findings.OrderByDescending(f => f.Severity))
            cures.AddRange(For(scene, finding.Code));
        return cures;
    }

    private static IEnumerable<Cure> For(CureScene scene, string code)
    {
        if (code is ProblemCode.StrayCharacterInName or ProblemCode.WrongCaseInName
            && Forgiven(scene.Phone, code) is { } file)
        {
            yield return new Cure(code, CureKind.ServedWhatWasMeant, File: file);
            yield break;
        }

        if (OfLoads.Contains(code))
        {
            if (Lead(scene, code, null) is { } lead) yield return lead;
            if (code is ProblemCode.FileMissingFatal or ProblemCode.LoadSetIncomplete or ProblemCode.LoadNotInFolder
                or ProblemCode.DefaultManifestLoop) yield return new Cure(code, CureKind.AddPackage);
        }
        else if (OfFiles.Contains(code))
        {
            if (Generate(scene, code) is { } made) yield return made;
        }
        else if (OfKeys.Contains(code))
        {
            yield return new Cure(code, CureKind.Reset);
        }
        else if (code is ProblemCode.ImageVersionMismatch && scene.IsUp)
        {
            yield return new Cure(code, CureKind.Restart, CanDo: true);
        }
    }

    /// <summary>The file that it got for a name that nothing has.</summary>
    private static string? Forgiven(PhoneCase phone, string code) => phone.Boots.SelectMany(b => b.Asks)
        .LastOrDefault(a => a.Outcome is AskOutcome.Served && a.Forgiven?.Code == code)?.Served;

    /// <summary>Another load that is here whole, in what it speaks, or in what the bench converts to.</summary>
    private static Cure? Lead(CureScene scene, string code, string? besides)
    {
        if (scene.Phone.Conversion is { Status: ConversionStatus.Running } || !scene.Knows) return null;
        IEnumerable<string> wished = ((string?[])[scene.Goal?.Text, Word(scene.Phone.Protocol), "sccp", "sip"])
            .OfType<string>().Distinct().Where(g => g != besides);
        foreach (string text in wished)
        {
            if (!Goal.TryParse(text, out Goal? goal, scene.Catalogue.Firmware)) continue;
            if (scene.Plan(goal) is not { Steps.Count: > 0 } plan) continue;
            string target = plan.Target.Text;
            string? over = plan.Steps.Count > 1 && plan.Steps[0].Load is { } first && first != target ? first : null;
            return plan.Steps.Any(s => s.OneWay)
                ? new Cure(code, CureKind.LookAtTheWay, target, over)
                : new Cure(code, over is null ? CureKind.Lead : CureKind.Bridge, target, over, CanDo: true);
        }

        return null;
    }

    /// <summary>A phone that has its load needs its files only: these are made for whoever is led there.</summary>
    private static Cure? Generate(CureScene scene, string code)
    {
        if (scene.Goal is not null || scene.Phone is not { Conversion: null, Load: { } load }) return null;
        return Goal.TryParse(load, out Goal? goal, scene.Catalogue.Firmware) && scene.Plan(goal) is { Steps.Count: 0 }
            ? new Cure(code, CureKind.Generate, load, CanDo: true)
            : null;
    }

    private static string? Word(PhoneProtocol? protocol) => protocol switch
    {
        PhoneProtocol.Sccp => "sccp", PhoneProtocol.Sip => "sip", PhoneProtocol.Mgcp => "mgcp", _ => null,
    };
}

/// <summary>What there is to know of a phone that needs a cure.</summary>
/// <param name="Phone">The case.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="Goal">What was ordered for it; null for nothing.</param>
/// <param name="Stays">True when it is to stay as it is.</param>
/// <param name="Declared">What it is said to be; null when it is not said.</param>
/// <param name="Packages">What is at hand.</param>
/// <param name="Catalogue">What is known of phones.</param>
/// <param name="PracticeAllowed">True where practice images are served.</param>
internal sealed record CureScene(PhoneCase Phone, IReadOnlyList<Problem> Findings, Goal? Goal, bool Stays,
    PhoneModel? Declared, IReadOnlyList<Files.Firmware.FirmwarePackage> Packages, PhoneCatalogue Catalogue,
    bool PracticeAllowed)
{
    internal bool IsUp => Phone.Stage is BootStage.Registered;

    /// <summary>A phone of which nothing is known is led nowhere by a button.</summary>
    internal bool Knows => Phone.Model is not null || Declared is not null || Phone.Family is not null;

    internal ConversionPlan? Plan(Goal goal) => ConversionPlanner.Plan(
        PhoneFacts.Of(Phone, RequestedFile.Recognise(""), Catalogue, Declared), goal, Packages, Catalogue,
        PracticeAllowed) as ConversionPlan;

    internal static CureScene? Of(ConsoleSubject subject, MacAddress mac, bool practiceAllowed, DateTimeOffset now)
    {
        if (subject.Bench.Desk.CaseOf(mac) is not { } phone) return null;
        return new CureScene(phone, Phones.Findings.PhoneFindings.Of(phone, now),
            subject.Bench.Desk.GoalOf(mac), subject.Bench.Desk.Stays(mac),
            subject.Options.Phones.GetValueOrDefault(mac)?.Model, subject.Bench.Shelf.Current.Packages,
            subject.Options.Catalogue, practiceAllowed);
    }
}

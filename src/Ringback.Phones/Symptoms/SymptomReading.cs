using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Phones.Symptoms;

/// <summary>
/// What may be wrong with a phone of which only its display is known, or what somebody says of it. Pure.
/// </summary>
public static class SymptomReading
{
    /// <summary>So much of a phrase must be there when nothing is there as a whole.</summary>
    private const double Half = 0.5;

    /// <summary>Causes that are told; more would be no help.</summary>
    private const int MostFindings = 8;

    private static readonly string[] ProfileFamilies = ["7902", "7905", "7912", "ata"];

    /// <summary>What may be behind a text, the likeliest first; empty when nothing of it is known.</summary>
    /// <param name="text">What the phone shows, or what somebody says; several messages may stand in it.</param>
    /// <param name="model">The phone's model; null when it is not known, or stands in the text.</param>
    /// <param name="catalogue">What is known of phones.</param>
    public static IReadOnlyList<SymptomFinding> Of(string text, string? model, PhoneCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalogue);
        List<string> words = SymptomWords.Of(text);
        SymptomPhones phones = PhonesOf(model, catalogue)
            ?? words.Select(w => PhonesOf(w, catalogue)).FirstOrDefault(p => p is not null) ?? SymptomPhones.Any;
        List<(Symptom Symptom, double Score)> found = Find(words, wholeOnly: true);
        bool isGuess = found.Count == 0;
        if (isGuess) found = Find(words, wholeOnly: false);
        return [.. Ranked(found, phones).Take(MostFindings).Select(c => new SymptomFinding(
            new Problem(c.Code, c.Severity, c.Message, c.Advice)
            {
                Confidence = isGuess ? ProblemConfidence.Possible : c.Confidence,
            }, c.DecidedBy))];
    }

    /// <summary>The symptoms of a text. What another one says more of is left out.</summary>
    private static List<(Symptom Symptom, double Score)> Find(List<string> words, bool wholeOnly)
    {
        List<(Symptom Symptom, double Score, HashSet<int> Used)> all = [];
        foreach (Symptom symptom in SymptomTable.BuiltIn.All)
        {
            (double Score, HashSet<int> Used) best = (0, []);
            foreach (SymptomPhrase phrase in symptom.Phrases)
            {
                double part = phrase.Find(words, out HashSet<int> used, out bool isWhole);
                double score = part * part * phrase.Weight;
                if ((wholeOnly ? isWhole : part >= Half) && score > best.Score) best = (score, used);
            }

            if (best.Score > 0) all.Add((symptom, best.Score, best.Used));
        }

        HashSet<int> told = [];
        List<(Symptom, double)> found = [];
        foreach ((Symptom symptom, double score, HashSet<int> used) in all.OrderByDescending(f => f.Score))
        {
            if (used.IsSubsetOf(told)) continue;
            told.UnionWith(used);
            found.Add((symptom, score));
        }

        return found;
    }

    /// <summary>The causes for such phones: those of what says most first, and what two symptoms agree about.</summary>
    private static IEnumerable<SymptomCause> Ranked(
        List<(Symptom Symptom, double Score)> found, SymptomPhones phones)
    {
        Dictionary<string, (SymptomCause Cause, double Score)> causes = [];
        foreach ((Symptom symptom, double score) in found)
        {
            int place = 0;
            foreach (SymptomCause cause in symptom.Causes.Where(c => phones is SymptomPhones.Any
                || c.Phones is SymptomPhones.Any || c.Phones == phones))
            {
                double counts = score * (cause.Confidence switch
                {
                    ProblemConfidence.Certain => 1,
                    ProblemConfidence.Likely => 0.7,
                    _ => 0.35,
                }) / (1 + (0.1 * place++));
                bool isKnown = causes.TryGetValue(cause.Code, out (SymptomCause Cause, double Score) known);
                causes[cause.Code] = isKnown ? (known.Cause, known.Score + counts) : (cause, counts);
            }
        }

        return causes.Values.OrderByDescending(c => c.Score).Select(c => c.Cause);
    }

    private static SymptomPhones? PhonesOf(string? model, PhoneCatalogue catalogue)
    {
        if (model is null || catalogue.Find(model) is not { } known) return null;
        return PhonesOfFamily(known.FirmwareFamily ?? known.Family);
    }

    /// <summary>The kind of phones that a family belongs to, as causes are sorted by.</summary>
    internal static SymptomPhones PhonesOfFamily(string family) =>
        family == FirmwareFamilies.Universal ? SymptomPhones.Universal
        : family == "java" || FirmwareFamilies.BuiltIn.Find(family)?.IsJava is true ? SymptomPhones.Java
        : ProfileFamilies.Contains(family) ? SymptomPhones.Profile
        : SymptomPhones.Any;
}

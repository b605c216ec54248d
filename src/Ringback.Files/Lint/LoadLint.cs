using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;
using Ringback.Files.Text;

namespace Ringback.Files.Lint;

/// <summary>A load that a file names.</summary>
/// <param name="Where">The key or element, as people call it.</param>
/// <param name="Value">What is written, everything between the quotes or tags.</param>
/// <param name="Start">Where it stands, in characters.</param>
/// <param name="Length">How many characters of the file it takes.</param>
internal readonly record struct LoadPlace(string Where, string Value, int Start, int Length)
{
    /// <summary>Whether it stands between the tags of an XML file.</summary>
    internal bool IsXml { get; init; }
}

/// <summary>Checks the name of a load: a phone asks for exactly what is written, plus an extension.</summary>
/// <remarks>sources.md 7940-7960 §1.2, §1.3 and §4.1.</remarks>
internal static class LoadLint
{
    internal static void Check(LintContext sheet, LintFolder folder, LoadPlace place)
    {
        if (Placeholder.Note(sheet, place.Where, place.Value, place.Start)) return;
        (int start, int end) = BareName.Trim(place.Value, 0, place.Value.Length);
        if (start == end) return;
        string trimmed = place.Value[start..end];
        string bare = trimmed[..^BareName.ExtensionLength(trimmed)];
        if (bare.Length == 0) bare = trimmed;
        string best = Correct(bare, folder) ?? bare;
        // Only a plain name is written back: a comment or a section between the tags is a person's to untangle.
        bool plain = best.All(BareName.CanHold);
        Splice? fix = plain && best != place.Value ? new Splice(place.Start, place.Length, best) : null;
        int at = place.Start + start;

        if (trimmed.Length != place.Value.Length || !trimmed.All(BareName.CanHold))
        {
            int stray = FirstStray(place.Value, start, end);
            bool isHarmless = place.IsXml && trimmed.All(BareName.CanHold) && LoaderXmlLint.IsOf7940(trimmed)
                && place.Value.AsSpan().Trim(" \t\r\n").SequenceEqual(trimmed);
            sheet.Add(ProblemCode.StrayCharacterInName,
                isHarmless ? ProblemSeverity.Warning : ProblemSeverity.Error, place.Start + stray,
                isHarmless
                    ? $"{place.Where} is {VisibleText.Show(place.Value, 60)}: a universal loader passes over the "
                        + "blanks, and whether an application does is not known."
                    : $"{place.Where} is {VisibleText.Show(place.Value, 60)}: the phone takes every character for the "
                        + "name and asks for a file that does not exist.",
                plain ? $"Write {best}, and nothing before or after it." : "Write the bare name of one load.", fix);
        }

        if (bare.Length != trimmed.Length)
        {
            Extended(sheet, place, trimmed, trimmed[bare.Length..], at + bare.Length, best, fix);
        }

        if (best != bare)
        {
            sheet.Add(ProblemCode.MisspelledLoadName, ProblemSeverity.Error, at,
                $"{place.Where} asks for {VisibleText.Show(bare, 60)}; the package is called {best}, and the phone "
                    + "asks for exactly what is written.",
                $"Write {best}.", fix);
        }
        else if (bare.All(BareName.CanHold) && IsNoName(bare))
        {
            sheet.Add(ProblemCode.MisspelledLoadName, ProblemSeverity.Error, at,
                $"{VisibleText.Show(bare, 60)} begins like a load of the 7940 and 7960 and is none.",
                "Compare it with the names in the package, such as P0S3-8-12-00 or P00308010200.");
        }

        if (place.IsXml && Load.TryParse7940(best, out Load? named) && named.IsUniversalLoader)
        {
            sheet.Add(ProblemCode.ConfigBadValue, ProblemSeverity.Warning, at,
                $"{best} is a universal loader. A phone from before it takes it; one that runs a loader takes the name "
                    + "for that of an old application and asks for a list that no package has.",
                "Name the application once the loader runs.");
        }

        // Of a name that no package can have nothing is missing.
        if (plain && !IsNoName(best)) CheckPresence(sheet, folder, place, best, at);
    }

    /// <summary>What the phone asks for when an extension is written (7940-7960-code §4, §9).</summary>
    private static void Extended(
        LintContext file, LoadPlace place, string value, string extension, int at, string best, Splice? fix)
    {
        bool isOf7940 = LoaderXmlLint.IsOf7940(value);
        bool works = isOf7940 && XmlText.Same(extension, ".loads");
        string says = works
            ? "A universal loader takes that for its list and finds it; a SIP application takes it for another load "
                + "and restarts once."
            : "The phone adds the extension itself and would ask for "
                + $"{VisibleText.Show(value + (isOf7940 ? ".loads" : extension), 60)}.";
        file.Add(ProblemCode.LoadWithExtension, works ? ProblemSeverity.Warning : ProblemSeverity.Error, at,
            $"{place.Where} ends in {extension}. {says}", $"Write {VisibleText.Show(best, 60)}.", fix);
    }

    private static int FirstStray(string value, int start, int end)
    {
        if (start > 0) return 0;
        for (int i = start; i < end; i++)
        {
            if (!BareName.CanHold(value[i])) return i;
        }

        return end;
    }

    // A folder that has the odd spelling as a file has been arranged by somebody, and works.
    private static string? Correct(string bare, LintFolder folder)
    {
        if (folder.FilesOf(bare) is not null)
        {
            // Signed files carry their name, and a phone compares it letter by letter with what it asks for.
            string there = folder.SpellingOf(bare)!;
            return there != bare && LoadSpelling.Canonical(bare) == there ? there : null;
        }

        if (LoadSpelling.Canonical(bare) is { } canonical && canonical != bare) return canonical;
        if (Load.TryParse7940(bare, out Load? load)) return PackageSpelling.Correct(load);
        return LoadSpelling.Suggest(bare, folder.Loads)?.Text;
    }

    private static bool IsNoName(string bare) =>
        bare.Length >= 4 && bare.StartsWith("P0", StringComparison.OrdinalIgnoreCase) && bare[3] == '3'
        && !Load.TryParse7940(bare, out _);

    private static void CheckPresence(LintContext sheet, LintFolder folder, LoadPlace place, string load, int at)
    {
        if (!folder.IsWhole && !folder.HasFirmware) return;
        if (folder.FilesOf(load) is not { } files)
        {
            // A default file may name one load for five models; one finding says it.
            if (!sheet.IsFirstAbout(load)) return;
            if (!folder.HasFirmware)
            {
                // Firmware may lie in a library, and a phone that runs the load asks for none.
                sheet.Add(ProblemCode.LoadNotInFolder, ProblemSeverity.Info, at,
                    $"{place.Where} asks for {load}, and no firmware at all lies in the folder. A phone that runs "
                        + "another load asks for it here, unless it comes from somewhere else.",
                    $"Put the files of {load} into the folder that phones are served from.");
                return;
            }

            sheet.Add(ProblemCode.LoadNotInFolder, ProblemSeverity.Error, at,
                $"{place.Where} asks for {load}, and no file of that load lies in the folder. A phone that runs "
                    + "another load asks for it in vain.",
                $"Put the files of {load} into the folder, or name a load that is there.");
        }
        else if (Load.TryParse7940(load, out Load? name) && name is { Generation: LoadGeneration.Universal }
            && !name.IsUniversalLoader && !files.Contains(".loads"))
        {
            sheet.Add(ProblemCode.LoadSetIncomplete, ProblemSeverity.Warning, at,
                $"{load}.loads is not in the folder; a universal loader asks for it first and finds the rest by it.",
                "Put every file of the package into the folder.");
        }
    }
}

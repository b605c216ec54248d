using System.Text;
using Ringback.Catalogue.Problems;
using Ringback.Files.Configuration;

namespace Ringback.Files.Lint;

/// <summary>Checks <c>OS79XX.TXT</c> (sources.md 7940-7960 §2.4, file-formats §H).</summary>
internal static class DualBootLint
{
    internal static void Check(LintContext sheet, LintFolder folder)
    {
        byte[] content = sheet.File.With([]);
        DualBootFile file = DualBootFile.Read(content);
        if (file.Name is not { } name)
        {
            sheet.Add(ProblemCode.ConfigBadLine, ProblemSeverity.Error, 0,
                $"The file names no load: {file.Explanation}.",
                "Write the name of one load into it, without extension and without a line end.");
            return;
        }

        int at = sheet.Text.IndexOf(name, StringComparison.Ordinal);
        if (!file.IsClean) CheckStray(sheet, file, name, content);
        LoadLint.Check(sheet, folder, new LoadPlace("OS79XX.TXT", name, at, name.Length));
        CheckCase(sheet, name, at);
        CheckPrefix(sheet, folder, file, name, at);
    }

    /// <summary>Signed loads pass over a name that does not begin with a capital P (7940-7960-code §10).</summary>
    private static void CheckCase(LintContext sheet, string name, int at)
    {
        string upper = name.ToUpperInvariant();
        if (upper == name || !LoaderXmlLint.IsOf7940(name) || !name.All(BareName.CanHold)) return;
        sheet.Add(ProblemCode.MisspelledLoadName, ProblemSeverity.Error, at,
            $"{name} has small letters. A signed load from before the universal loader compares the first four "
                + "characters exactly, and passes over a name that begins with a small p; an unsigned one asks for the "
                + "file as it is written.",
            $"Write {upper}.", new Splice(at, name.Length, upper));
    }

    private static void CheckStray(LintContext sheet, DualBootFile file, string name, byte[] content)
    {
        bool onlyEnd = file.ExtraLines == 0
            && Encoding.Latin1.GetString(content).TrimEnd('\r', '\n') == name;
        string where = "";
        int at = 0;
        if (file.Stray.Count > 0)
        {
            StrayByte first = file.Stray[0];
            where = $" The first byte too many is number {first.Offset + 1}, {first.Called} ({first.Hex}).";
            at = Math.Max(0, (first.Offset - sheet.File.Mark.Length) / sheet.File.Unit);
        }

        string right = LoadSpelling.Canonical(name) ?? (LoaderXmlLint.IsOf7940(name) ? name.ToUpperInvariant() : name);
        sheet.AddWhole(ProblemCode.StrayCharacterInName, onlyEnd ? ProblemSeverity.Warning : ProblemSeverity.Error, at,
            $"The file is not just the name {name}: {file.Explanation}.{where} {Reads(sheet, name)}",
            $"Leave exactly the {right.Length} characters {right} in the file, without a line end.",
            right);
    }

    /// <summary>How the two generations read it (7940-7960-code §10).</summary>
    private static string Reads(LintContext sheet, string name)
    {
        const string unsigned = "Phones with loads from before signatures are reported to take every byte for the name "
            + "and to ask for a file that does not exist";
        bool isFirst = sheet.File.Mark.IsEmpty && sheet.Text.StartsWith(name, StringComparison.Ordinal)
            && !sheet.Text[name.Length..].StartsWith('.');
        return isFirst
            ? unsigned + "; signed loads end the name where it ends."
            : unsigned + "; signed loads pass over a file that does not begin with the name of a load, and take an "
                + "extension for a part of it.";
    }

    private static void CheckPrefix(LintContext sheet, LintFolder folder, DualBootFile file, string name, int at)
    {
        if (file.Load is not { } load)
        {
            if (name.StartsWith("P0", StringComparison.OrdinalIgnoreCase)
                || LoadSpelling.Canonical(name)?.StartsWith("P0", StringComparison.Ordinal) == true)
                return;
            sheet.Add(ProblemCode.Os79xxForeignPrefix, ProblemSeverity.Error, at,
                $"{name} is not a load of the 7940 or 7960, and only their old loads read this file: they would leave "
                    + "for an image that they cannot run.",
                "Name a load such as P0S3-8-12-00, or take the file away.");
            return;
        }

        if (folder.Wanted.Count == 0 || folder.Wanted.Any(w => w.BootPrefix == load.BootPrefix)) return;
        // A universal loader reads the configurations itself, and they decide (§2.4).
        if (load.IsUniversalLoader) return;
        sheet.Add(ProblemCode.Os79xxForeignPrefix, ProblemSeverity.Warning, at,
            $"The configurations here want {folder.Wanted[0]}, and this file names {name}. A phone from before the "
                + "universal loader compares the first four characters and leaves for this load before it reads any "
                + "configuration; it may go back and forth for ever.",
            $"Name a load that begins with {folder.Wanted[0].BootPrefix}, or take the file away after the conversion.");
    }
}

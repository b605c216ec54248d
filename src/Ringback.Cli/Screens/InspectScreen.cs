using System.Globalization;
using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;
using Ringback.Cli.Screens.Printing;
using Ringback.Files.Configuration;
using Ringback.Files.Firmware;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Library;

namespace Ringback.Cli.Screens;

/// <summary>What <c>inspect</c> tells a person about one file: a block of a few lines, in plain words.</summary>
internal static class InspectScreen
{
    private const int MostListed = 12;

    internal static void Tell(Inspection inspection)
    {
        Tell(inspection.Path, inspection.File);
        if (inspection.Package is { } package)
            Output.Say($"  Cisco's package {package.Name}, byte for byte, with the load {package.Load}");
        int unknown = 0;
        foreach (ArchivedFile inner in inspection.Contents)
        {
            // Packages hold scripts and notes; that they are no firmware is no news.
            if (inner.File is { Kind: FirmwareKind.Unknown, HasError: false }) unknown++;
            else Tell(inner.Path, inner.File);
        }

        if (unknown > 0)
        {
            Output.Say($"{inspection.Path}: besides, {unknown} {(unknown == 1 ? "file that is" : "files that are")} no "
                + "firmware");
        }
    }

    private static void Tell(string path, FirmwareFile file)
    {
        Output.Say($"{path}: {WhatItIs(file)}");
        foreach (string line in Lines(file)) Output.Say("  " + line);
        foreach (Problem problem in file.Problems)
            Output.Say($"  {problem.Severity.ToWord()} {problem.Code}: {problem.Message} {problem.Advice}");
    }

    private static string WhatItIs(FirmwareFile file)
    {
        string kind = file.Kind switch
        {
            FirmwareKind.Archive => file.Payload is { } inner ? $"an archive ({inner.ToWord()})" : "an archive",
            FirmwareKind.Configuration => "a configuration",
            FirmwareKind.Manifest when file.IsDefaultManifest => "the list of files for a phone after a factory reset",
            FirmwareKind.Manifest => "the list of a load's files",
            FirmwareKind.Profile when file.Container is FirmwareContainer.Text
                => "the text of a profile of a 7905, 7912 or ATA",
            FirmwareKind.Profile => "a profile of a 7905, 7912 or ATA",
            FirmwareKind.TrustList => "a list of trusted certificates",
            FirmwareKind.Firmware => "firmware" + (file.Role is { } role ? $", {Say(role)}" : ""),
            _ => "unknown",
        };
        return kind + (file.Models.Count == 0 ? "" : " for " + string.Join(", ", file.Models));
    }

    private static IEnumerable<string> Lines(FirmwareFile file)
    {
        if (file.IsPractice) yield return "made for practice: no phone can run it";
        if (Load(file) is { } load) yield return load;
        if (Soundness(file) is { } soundness) yield return soundness;
        if (file.Advice is { } advice) yield return advice;
        if (file.HardwareCompatibility is { } number)
            yield return $"hardware compatibility {number}; which phones refuse it is not verified";
        if (file.Parts.Count > 0) yield return "lists " + Some(file.Parts);
        if (file.Entries.Count > 0) yield return "holds " + Some(file.Entries);
    }

    private static string? Load(FirmwareFile file)
    {
        List<string> words = [];
        string asks = file.Kind is FirmwareKind.Configuration ? "asks for " : "";
        if (file.Load is not null) words.Add(asks + file.Load);
        string protocol = file.Protocol is { } p ? Say(p) + " " : "";
        if (file.Version is not null) words.Add(protocol + file.Version);
        else if (protocol.Length > 0) words.Add(protocol.TrimEnd());
        if (file.Build is not null) words.Add($"build {file.Build}");
        return words.Count == 0 ? null : string.Join(", ", words);
    }

    private static string? Soundness(FirmwareFile file)
    {
        if (file.Kind is not (FirmwareKind.Firmware or FirmwareKind.Manifest)) return Wholeness(file);
        if (file.Authenticity is Authenticity.Genuine)
        {
            string day = file.SignedAt!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            string which = file.SigningKey!.Slot is SigningSlot.Only
                ? "the key"
                : $"the {file.SigningKey.Slot.ToString().ToLowerInvariant()} key";
            return $"genuine: signed {day} with {which} of the {file.SigningKey.Family}";
        }

        string signed = !file.Signed ? "not signed"
            : file.EmbeddedName is null ? "signed"
            : $"signed as {file.EmbeddedName}" + (file.IsPractice ? "" : " with a key that is not known");
        if (file.Authenticity is Authenticity.Damaged) signed = $"signed as {file.EmbeddedName}, and changed since";
        return Wholeness(file) is { } whole ? $"{signed}; {whole}" : signed;
    }

    private static string? Wholeness(FirmwareFile file) => file.Whole switch
    {
        // An application's header does not say where it ends, only where its last block begins (§B).
        true when file is { Role: FirmwareRole.Application or FirmwareRole.Combined, LoadName: not null } =>
            "whole as far as its header says",
        true => "whole",
        false => "NOT WHOLE",
        null => null,
    };

    private static string Some(IReadOnlyList<string> names) => names.Count <= MostListed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostListed))} and {names.Count - MostListed} more";

    private static string Say(PhoneProtocol protocol) =>
        protocol is PhoneProtocol.H323 ? "H.323" : protocol.ToString().ToUpperInvariant();

    private static string Say(FirmwareRole role) => role switch
    {
        FirmwareRole.Loader => "the universal loader",
        FirmwareRole.Application => "the application that the loader starts",
        FirmwareRole.Combined => "everything in one image",
        FirmwareRole.Kernel => "the part of a set with the kernel",
        FirmwareRole.Part => "one part of a set",
        _ => role.ToWord(),
    };
}

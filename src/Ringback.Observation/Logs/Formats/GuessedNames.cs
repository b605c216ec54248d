using System.Text;
using Ringback.Phones.Identification;

namespace Ringback.Observation.Logs.Formats;

/// <summary>Words that look like names of files.</summary>
internal static class GuessedNames
{
    /// <summary>The shortest name that phones ask for has eight characters; a stray one may be missing.</summary>
    internal const int Shortest = 7;

    // Beginnings of the names of phones, in lower case: only what begins so is looked at closely.
    private static readonly byte[][] Beginnings =
    [
        "sep"u8.ToArray(), "sip"u8.ToArray(), "mgc"u8.ToArray(), "ctl"u8.ToArray(), "itl"u8.ToArray(),
        "xmldef"u8.ToArray(), "os79"u8.ToArray(), "p00"u8.ToArray(), "p0s"u8.ToArray(), "p0m"u8.ToArray(),
        "term"u8.ToArray(), "ata"u8.ToArray(), "gk"u8.ToArray(), "ld"u8.ToArray(), "ff"u8.ToArray(), "cp"u8.ToArray(),
        "sccp"u8.ToArray(), "cnu"u8.ToArray(), "jar"u8.ToArray(), "apps"u8.ToArray(), "dsp"u8.ToArray(),
        "cvm"u8.ToArray(), "ring"u8.ToArray(), "distinct"u8.ToArray(), "dialpl"u8.ToArray(), "sync"u8.ToArray(),
        "wlan"u8.ToArray(), "79"u8.ToArray(), "load"u8.ToArray(), "cmterm"u8.ToArray(),
    ];

    private static readonly byte[][] Extensions =
    [
        ".xml"u8.ToArray(), ".cnf"u8.ToArray(), ".tlv"u8.ToArray(), ".loads"u8.ToArray(), ".sbn"u8.ToArray(),
        ".sb2"u8.ToArray(), ".bin"u8.ToArray(), ".cfg"u8.ToArray(), ".txt"u8.ToArray(), ".sgn"u8.ToArray(),
        ".jar"u8.ToArray(), ".zup"u8.ToArray(), ".rom"u8.ToArray(), ".img"u8.ToArray(), ".efi"u8.ToArray(),
        ".dat"u8.ToArray(), ".0"u8.ToArray(), ".ld"u8.ToArray(), ".sig"u8.ToArray(), ".raw"u8.ToArray(),
    ];

    /// <summary>True for a name that phones of this maker ask for, with or without folders before it.</summary>
    internal static bool IsPhones(ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> name = word[(word.LastIndexOfAny((byte)'/', (byte)'\\') + 1)..];
        // An escape at the end of a name begins like a folder.
        if (name.Length < Shortest) name = FileOnDisk.NameOf(word);
        if (name.Length < Shortest || name.Length > 128 || !Begins(name)) return false;
        return RequestedFile.Recognise(Sightings.LoggedText.Read(name)).Kind is not RequestedKind.Other;
    }

    /// <summary>True for a word with an extension that files for booting have.</summary>
    internal static bool IsFile(ReadOnlySpan<byte> word)
    {
        int dot = word.LastIndexOf((byte)'.');
        if (dot <= 0) return false;
        foreach (byte[] extension in Extensions)
        {
            if (Ascii.EqualsIgnoreCase(word[dot..], extension)) return true;
        }

        return false;
    }

    private static bool Begins(ReadOnlySpan<byte> name)
    {
        foreach (byte[] beginning in Beginnings)
        {
            if (name.Length > beginning.Length && Ascii.EqualsIgnoreCase(name[..beginning.Length], beginning))
                return true;
        }

        return false;
    }
}

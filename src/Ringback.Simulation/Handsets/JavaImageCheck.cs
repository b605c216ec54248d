using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// What a Java phone checks of a list and its parts: that they are signed with a key that it knows, under the name that
/// it asked for, for its family and its hardware (sources.md other-phones §2.2, §2.3, §2.7).
/// </summary>
internal static class JavaImageCheck
{
    private const string NotAuthentic = "Load Authentication Failed";
    private const string HardwareWord = "#HARDWARE_COMP_1";
    private const int CnuDirectory = 0x248;
    private const int CnuEntry = 20;

    /// <summary>Releases from here on know both keys.</summary>
    private static readonly (int, int, int) KnowsBothKeys = (8, 3, 3);

    /// <summary>The payload of the file; null when the phone refuses it, with what it shows.</summary>
    internal static byte[]? Payload(Handset phone, string listedName, byte[] content, out string refusal)
    {
        refusal = NotAuthentic;
        if (HandsetEnvelope.Of(content) is not { } envelope) return null;
        HandsetKey key = envelope.Verify(phone.Options.Model.FirmwareFamily);
        if (key is HandsetKey.None || (key is HandsetKey.New && !KnowsNewKey(phone))) return null;
        // The firmware's own words are "filename doesn't match filename in envelope".
        if (!HandsetImageCheck.IsSameName(envelope.Name, listedName, phone.Quirks.CaseStrict ?? true)) return null;
        byte[] payload = envelope.Payload.ToArray();
        bool isList = listedName.EndsWith(".loads", StringComparison.OrdinalIgnoreCase);
        if (!isList && !IsArchive(payload)) return null;
        refusal = "Load rejected";
        if (!IsOfFamily(phone, isList ? string.Join(' ', Parts(payload)) : listedName)) return null;
        refusal = "Load rejected - hardware compatibility mismatch";
        return isList && !FitsHardware(phone, payload) ? null : payload;
    }

    /// <summary>The names in a list: what is no comment, without the blanks behind it.</summary>
    internal static IReadOnlyList<string> Parts(byte[] list) =>
    [
        .. Lines(list).Where(l => l.Length > 0 && l[0] != '#'),
    ];

    /// <summary>The build that a list's comment names; null when none does.</summary>
    internal static string? Build(byte[] list)
    {
        const string before = "RELEASE load version ";
        return Lines(list).Select(l => l.Split(before)).FirstOrDefault(p => p.Length == 2)?[1];
    }

    private static IEnumerable<string> Lines(byte[] list) =>
        Encoding.Latin1.GetString(list).Split('\n').Select(l => l.Trim());

    /// <summary>The set's number stands in the names of all parts: <c>jar41sccp</c>, <c>cnu41</c>.</summary>
    private static bool IsOfFamily(Handset phone, string names)
    {
        string? number = FirmwareFamilies.BuiltIn.Find(phone.Options.Model.FirmwareFamily)?.SetNumber;
        string[] all = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return all.Length > 0 && number is not null && all.All(n =>
            n.TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray())
                .StartsWith(number, StringComparison.Ordinal));
    }

    /// <summary>An archive whose last file is all there (sources.md file-formats §D).</summary>
    private static bool IsArchive(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < CnuDirectory || !payload.StartsWith("CNU_File_Archive_3.0"u8)) return false;
        uint files = U32(payload, 0x30);
        long end = U32(payload, 0x34);
        for (uint i = 0; i < files; i++)
        {
            long at = CnuDirectory + (i * CnuEntry);
            if (at + CnuEntry > payload.Length) return false;
            end += U32(payload, (int)at + 8);
        }

        return end <= payload.Length;
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    /// <summary>
    /// The boot code that judges is the running release's; after a factory reset it may be an older, resident one.
    /// </summary>
    private static bool KnowsNewKey(Handset phone)
    {
        if (phone.Quirks.KnowsOldKeyOnly || (phone.Flash.IsReset && phone.Quirks.DefaultManifestLoop)) return false;
        StoredLoad? judge = phone.Running ?? phone.LoadOf(phone.Flash.BootCode);
        return judge is null || judge.Release.CompareTo(KnowsBothKeys) >= 0;
    }

    private static bool FitsHardware(Handset phone, byte[] list)
    {
        if (phone.Quirks.HardwareWord is not { } word) return true;
        string? line = Lines(list).FirstOrDefault(l => l.StartsWith(HardwareWord, StringComparison.Ordinal));
        bool isThere = int.TryParse(line?[HardwareWord.Length..], NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture, out int number);
        // No line counts as 0.
        return phone.Quirks.HardwareWordIsMask ? (number & word) == word : isThere && number >= word;
    }
}

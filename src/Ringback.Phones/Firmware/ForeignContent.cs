using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Phones.Firmware;

/// <summary>
/// Content that is recognised by a magic and not read further: archives, and what is "not for this phone"
/// (field guide file-formats §D, §E, §F, §G).
/// </summary>
internal static class ForeignContent
{
    private const string ForOthers = "Keep it for the phone it belongs to.";

    private static readonly Magic[] Table =
    [
        new(0, [0x50, 0x4b, 3, 4], FirmwareKind.Archive, FirmwareContainer.Zip, "a zip archive"),
        new(0, [0x50, 0x4b, 5, 6], FirmwareKind.Archive, FirmwareContainer.Zip, "an empty zip archive"),
        new(0, [0x1f, 0x8b], FirmwareKind.Archive, FirmwareContainer.Gzip, "a gzip stream"),
        new(257, "ustar"u8.ToArray(), FirmwareKind.Archive, FirmwareContainer.Tar, "a tar archive"),
        new(0, "CNU_File_Archive_"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Cnu, "79x1/79x2/79x5 code"),
        new(0, "#ata"u8.ToArray(), FirmwareKind.Profile, FirmwareContainer.Raw, "a compiled profile"),
        new(0, "#txt"u8.ToArray(), FirmwareKind.Profile, FirmwareContainer.Text, "a profile in text form"),
        new(0, "S0010"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "code of the 7914 add-on"),
        new(0, "B015-"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "code of the 7915 add-on"),
        new(0, "B016-"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "code of the 7916 add-on"),
        new(0, [0xbe, 0xba, 0xef, 0xbe], FirmwareKind.Firmware, FirmwareContainer.Raw, "code of the 7935 or 7936"),
        new(0, [0xbe, 0xba, 0xad, 0xab], FirmwareKind.Firmware, FirmwareContainer.Raw, "code of the 7935 or 7936"),
        new(0x18, "cmterm_7920"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "code of the 7920"),
        new(0, "TiZp"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "code of a 69xx"),
        new(0, "hsqs"u8.ToArray(), FirmwareKind.Firmware, FirmwareContainer.Raw, "code of a 69xx (squashfs)"),
        new(0, [0xcd, 0x34, 0x12, 0xab], FirmwareKind.Firmware, null, "signed code of a 78xx or newer"),
    ];

    internal static bool TryRecognise(
        string name, ReadOnlySpan<byte> content, [NotNullWhen(true)] out FirmwareFile? file)
    {
        file = null;
        if (IsEmptyTrustList(name, content))
            file = new FirmwareFile { FileName = name, Kind = FirmwareKind.TrustList, Whole = true };
        else if (content.StartsWith("kup1"u8))
            file = InspectKup(name, content);
        else
        {
            foreach (Magic magic in Table)
            {
                if (!magic.IsIn(content)) continue;
                file = new FirmwareFile { FileName = name, Kind = magic.Kind, Container = magic.Container };
                if (magic.Container is FirmwareContainer.Cnu) file = file with { Role = FirmwareRole.Part };
                if (magic.Kind is FirmwareKind.Firmware) file = NotForThesePhones(file, magic.What);
                break;
            }
        }

        return file is not null;
    }

    /// <summary>Call managers without security leave lists of one byte or none (field guide file-formats §A).</summary>
    private static bool IsEmptyTrustList(string name, ReadOnlySpan<byte> content) =>
        content.Length <= 1
        && FileNames.HasExtension(name, ".tlv")
        && (name.StartsWith("CTL", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("ITL", StringComparison.OrdinalIgnoreCase));

    /// <summary>0x10 hardware, 0x1c byte sum from 0x24, 0x20 length - 0x18; all big-endian.</summary>
    private static FirmwareFile InspectKup(string name, ReadOnlySpan<byte> content)
    {
        FirmwareFile file = new()
        {
            FileName = name,
            Kind = FirmwareKind.Firmware,
            Role = FirmwareRole.Combined,
            Container = FirmwareContainer.Kup,
        };
        const int header = 0x24;
        if (content.Length < header) return file.Damaged($"{name} ends inside its header: it is truncated.");

        string? family = BinaryPrimitives.ReadUInt32BigEndian(content[0x10..]) switch
        {
            0x301 => "ata",
            0x401 => "7902",
            0x501 => "7905",
            0x601 => "7912",
            _ => null,
        };
        file = file with { Family = family, Models = family is null or "ata" ? [] : [family] };
        file = NotForThesePhones(file, family is null ? "kup code" : $"code of the {family}");

        uint sum = 0;
        foreach (byte b in content[header..]) sum += b;
        bool whole = BinaryPrimitives.ReadUInt32BigEndian(content[0x1c..]) == sum
            && BinaryPrimitives.ReadUInt32BigEndian(content[0x20..]) + 0x18L == content.Length;
        return whole
            ? file with { Whole = true }
            : file.Damaged($"The length or the sum of {name} is not what its header says.");
    }

    private static FirmwareFile NotForThesePhones(FirmwareFile file, string what) => file.With(
        FirmwareProblem.OtherFamily,
        ProblemSeverity.Info,
        $"{file.FileName} is {what}: not for a 7940 or 7960.",
        ForOthers);

    private sealed record Magic(
        int Offset, byte[] Bytes, FirmwareKind Kind, FirmwareContainer? Container, string What)
    {
        internal bool IsIn(ReadOnlySpan<byte> content) =>
            content.Length >= Offset + Bytes.Length && content[Offset..].StartsWith(Bytes);
    }
}

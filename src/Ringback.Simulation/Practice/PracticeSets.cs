using System.Text;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;

namespace Ringback.Simulation.Practice;

/// <summary>The sets of every family but the 7940 and 7960: which files, and what each of them looks like.</summary>
/// <remarks>sources.md other-phones §1.1, §2.2, §2.12, §3.</remarks>
internal static class PracticeSets
{
    /// <summary>
    /// What <c>HARDWARE_COMP_1</c> says from a release on, newest first; a family or release that is not here has no
    /// such line. The numbers were read off lists; from which release on they hold is a guess between these.
    /// </summary>
    private static readonly (string Set, LoadVersion From, int Number)[] HardwareCompatibility =
    [
        ("11", new(8, 3, 3, 0, 0), 1),
        ("42", new(9, 3, 1, 0, 0), 5), ("42", new(8, 4, 0, 0, 0), 1),
        ("45", new(9, 4, 0, 0, 0), 15), ("45", new(9, 3, 1, 0, 0), 7),
        ("75", new(9, 3, 1, 0, 0), 5),
    ];

    /// <summary>The files of a load; null for a name that is none, and for families of unknown layout.</summary>
    internal static IReadOnlyList<PracticeFile>? Of(string load, PracticeSizes sizes)
    {
        if (!FirmwareFamilies.BuiltIn.TryReadName(load, out FirmwareNameMeaning? meaning)) return null;
        FirmwareFamily family = meaning.Family;
        if (family.IsJava) return meaning.Protocol is { } protocol ? Java(load, meaning, protocol, sizes) : null;
        return family.Name switch
        {
            "7902" or "7905" or "7912" or "ata" => Kup(load, family.Name, sizes),
            "7921" or "7925" or "7926" => Wireless(load, family.Name, sizes),
            "69xx" or "6901" or "6911" => Listed(load, [.. Compressed(load, family.Name, sizes)]),
            "8961" or "99xx" => Encrypted(load, family.Name, sizes),
            "78xx" or "88xx" => Sealed(load, family.Name, sizes),
            "7914" or "7915" or "7916" => [Sign(load + ".sbn", Headed(load, 0, Bytes(load), sizes))],
            "7910" => [Sign(load + ".sbn", PracticeImage.Application(load, "PA04PRAC", sizes.SingleBytes))],
            "7920" => [new(load + ".bin", Headed(load, 0x18, Bytes(load + ".bin"), sizes))],
            "7935" or "7936" => [new(load + ".bin", Headed(load, 0, [0xbe, 0xba, 0xef, 0xbe], sizes))],
            _ => null,
        };
    }

    private static List<PracticeFile> Java(
        string load, FirmwareNameMeaning meaning, PhoneProtocol protocol, PracticeSizes sizes)
    {
        SigningSlot slot = PracticeKey.SlotOf(meaning.Version);
        string number = meaning.Family.SetNumber!, word = protocol.ToString().ToLowerInvariant();
        string build = load[(load.IndexOf('.') + 1)..].TrimEnd('S', 's');
        string[] names =
        [
            $"jar{number}{word}.{build}.sbn", $"cnu{number}.{build}.sbn", $"apps{number}.{build}.sbn",
            $"dsp{number}.{build}.sbn", $"cvm{number}{word}.{build}.sbn",
        ];
        string hardware = HardwareOf(number, meaning.Version) is { } n ? $"#HARDWARE_COMP_1 {n}\r\n" : "";
        // Real lists have blanks behind the last two names, which a reader must forgive.
        string list = $"#\r\n# RELEASE load version {build}\r\n{hardware}{names[0]}\r\n{names[1]}\r\n{names[2]}\r\n"
            + $"{names[3]}  \r\n{names[4]} \r\n";
        return
        [
            Signed(load + ".loads", Bytes(list)),
            .. names.Select((name, i) => Signed(name, PracticeCnu.Archive(name, i == 1 ? build : null, sizes))),
            .. meaning.Family.DefaultNumbers.Select(d => Signed($"term{d}.default.loads", Bytes(list))),
        ];

        PracticeFile Signed(string name, byte[] payload) => new(name, PracticeEnvelope.Wrap(name, payload, slot: slot));
    }

    private static int? HardwareOf(string number, string? version) =>
        LoadVersion.TryRead(version, out LoadVersion release)
            && HardwareCompatibility.FirstOrDefault(h => h.Set == number && release >= h.From) is { Set: not null } row
                ? row.Number
                : null;

    private static PracticeFile[]? Kup(string load, string family, PracticeSizes sizes)
    {
        if (!KupName.TryParse(load, out KupName? name)) return null;
        byte[] image = PracticeKup.Image(load, family, name.Version, sizes);
        byte[] signed = PracticeEnvelope.Wrap(load + ".sbin", image, minorVersion: 2);
        return [new(load + ".sbin", signed), new(load + ".zup", image)];
    }

    private static IReadOnlyList<PracticeFile>? Wireless(string load, string family, PracticeSizes sizes)
    {
        int dash = load.IndexOf('-');
        if (dash < 0) return null;
        string version = load[(dash + 1)..];
        string suffix = family switch { "7925" => "H", "7926" => "S", _ => "" };
        StringBuilder list = new("#? HW_REV 0-4.*\n#? SW_CAP 0\n");
        List<PracticeFile> parts = [];
        foreach (string stem in (string[])["TNUX", "TNUXR", "SYS", "WLAN", "APPS", "GUI"])
        {
            string name = $"{stem}{suffix}-{version}.SBN";
            byte[] payload = PracticeWireless.Part(name, sizes, out string md5);
            parts.Add(Sign(name, payload));
            list.Append(name).Append(' ').Append(parts[^1].Content.Length).Append(' ').Append(md5).Append('\n');
        }

        return [Sign(load + ".LOADS", Bytes(list.ToString())), .. parts];
    }

    private static IEnumerable<PracticeFile> Compressed(string load, string family, PracticeSizes sizes)
    {
        string version = load[(load.IndexOf('.') + 1)..];
        byte[] squash = Bytes("hsqs");
        (string Name, byte[] Magic)[] parts = family is "69xx"
            ? [($"BOOT{family}.0-0-0-14.zz.sgn", Bytes("TiZp")), ($"{load}.zz.sgn", Bytes("TiZp"))]
            : [($"KNL{family}.{version}.zz.sgn", [0x42, 0xfa, 0xed, 0xfe]), ($"APP{family}.{version}.zz.sgn", squash)];
        return parts.Select(p => Sign(p.Name, Headed(p.Name, 0, p.Magic, sizes)));
    }

    private static PracticeFile[] Listed(string load, PracticeFile[] parts) =>
        [Sign(load + ".loads", Bytes(string.Concat(parts.Select(p => p.Name + "\n")))), .. parts];

    private static PracticeFile[] Encrypted(string load, string family, PracticeSizes sizes)
    {
        string model = family is "99xx" ? "9971" : family;
        PracticeFile[] parts =
        [
            .. Stems(load, ["kern", "sboot", "skern", "dkern", "rootfs"], model, ".sebn").Select(name =>
                new PracticeFile(name, PracticeEnvelope.Wrap(
                    name, PracticeImage.Body(name, sizes.PartBytes), encrypted: true))),
        ];
        return [Sign(load + ".loads", Bytes(Sections(load, parts))), .. parts];
    }

    private static PracticeFile[] Sealed(string load, string family, PracticeSizes sizes)
    {
        PracticeFile[] parts =
        [
            .. Stems(load, ["sboot", "kern", "rootfs"], family, ".sbn").Select(name =>
                new PracticeFile(name, PracticeSeal.Wrap(name, PracticeImage.Body(name, sizes.PartBytes)))),
        ];
        string list = load + ".loads";
        byte[] text = Bytes($"# {PracticeMark.Text}\n{Sections(load, parts)}");
        return [new(list, PracticeSeal.Wrap(list, text)), .. parts];
    }

    private static IEnumerable<string> Stems(string load, string[] stems, string model, string extension) =>
        stems.Select(s => $"{s}{model}.{load[(load.IndexOf('.') + 1)..]}{extension}");

    private static string Sections(string load, PracticeFile[] parts) =>
        $"[CISCO-ID]\nversion=1\nhwcompat=1\nswcompat=1\nloadversion={load}\n[PLATFORM_1]\n"
        + string.Concat(parts.Select((p, i) => $"part{i}={p.Name} size={p.Content.Length}\n"));

    private static byte[] Headed(string name, int offset, ReadOnlySpan<byte> magic, PracticeSizes sizes)
    {
        byte[] body = new byte[Math.Max(sizes.PartBytes, offset + magic.Length + 1)];
        magic.CopyTo(body.AsSpan(offset));
        // A NUL ends the name; the mark follows.
        PracticeImage.FillBody(body.AsSpan(offset + magic.Length + 1), name);
        return body;
    }

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    private static PracticeFile Sign(string name, ReadOnlySpan<byte> payload) =>
        new(name, PracticeEnvelope.Wrap(name, payload));
}

using System.Net;
using System.Text;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Files.Firmware;
using Ringback.Phones.Answers;
using Ringback.Phones.Cases;
using Ringback.Phones.Conversion;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;
using Ringback.Phones.Lines;

namespace Ringback.Fuzz.Targets;

/// <summary>A phone asks for any name while any content lies in the folder: what does it get?</summary>
internal static class AnswerTargets
{
    // A made file has what the user wrote and what a phone needs.
    private const int LongestAddition = 64 * 1024;

    private static readonly string?[] Goals = [null, "sip", "P0030801SR02", "SCCP41.9-4-2SR3-1S"];

    private static readonly string[] Names =
    [
        "OS79XX.TXT", "SEP000E84C060A6.cnf.xml", "SIPDefault.cnf", "SIP000E84C060A6.cnf", "XMLDefault.cnf.xml",
        "MGCDefault.cnf", "CTLSEP000E84C060A6.tlv", "ata000e84c060a6", "RINGLIST.DAT", "P0S3-8-12-00.loads",
        "dialplan.xml",
    ];

    private static readonly ServerAddress Server = new(IPAddress.Parse("192.0.2.1"), 12000, 15060);

    private static readonly (ShelfFile File, byte[] Content)[] Library =
    [
        .. FirmwareTargets.Files.Where(f => f.Content.Length < 64 * 1024).Select(f => (new ShelfFile(
            f.Name, ShelfPlace.Library, FirmwareFile.Inspect(f.Name, f.Content.Span)), f.Content.ToArray())),
    ];

    internal static IEnumerable<FuzzTarget> All { get; } =
    [
        new("answer", Answer, Seeds)
        {
            SmokeRuns = 1_500, LongestInput = 16 * 1024, Memory = (8 * 1024 * 1024, 2_048),
            Words = [.. Names, ".sbn", ".loads", "..", "/", "\\", " ", "\r"],
        },
    ];

    private static void Answer(FuzzRun run)
    {
        Script script = new(run.Input);
        int kind = script.Byte();
        string name = Encoding.Latin1.GetString(script.Bytes());
        string given = Names[script.Byte() % Names.Length];
        byte[] content = script.Rest().ToArray();
        Shelf shelf = new(new ShelfFile(given, ShelfPlace.Root, FirmwareFile.Inspect(given, content)), content);
        PhoneCase phone = new() { Mac = MacAddress.Parse("000E84C060A6"), Address = IPAddress.Parse("192.0.2.40") };
        ConversionPlan? plan = null;
        if (Goal.TryParse(Goals[kind % Goals.Length], out Goal? goal))
        {
            RequestedFile asked = RequestedFile.Recognise(name);
            plan = ConversionPlanner.Plan(PhoneFacts.Of(phone, asked, PhoneCatalogue.BuiltIn), goal, shelf.Packages,
                PhoneCatalogue.BuiltIn, practiceAllowed: true, asked.Kind) as ConversionPlan;
        }

        FileAnswer answer = PhoneAnswers.Answer(
            new FileQuestion(phone, name, plan, Server, IsSimulated: true), shelf, PhoneCatalogue.BuiltIn);
        run.Saw(answer is Serve ? 1 : answer is Refused ? 2 : 3);
        run.Saw(answer.Because.Length % 16);
        foreach (PhoneEvent note in answer.Notes)
        {
            run.Saw(note.GetType().Name.Length);
            _ = EventJson.Read(EventJson.Write(note));
        }

        if (answer is not Serve serve) return;
        if (serve.Content is StoredContent stored)
        {
            FuzzRun.Hold(shelf.Files.Contains(stored.File), "only what lies in the folders is served");
            FuzzRun.AtMost(stored.Offset, stored.File.Length, "where a file begins");
        }

        if (serve.Content is MadeContent made)
            FuzzRun.AtMost(made.Bytes.Length, (2L * content.Length) + LongestAddition, "bytes of a made file");
    }

    private static IEnumerable<byte[]> Seeds() =>
        from kind in Enumerable.Range(0, Goals.Length)
        from name in Enumerable.Range(0, Names.Length)
        select (byte[])
        [
            (byte)kind, .. Script.Of(Encoding.Latin1.GetBytes(Names[name])), (byte)name,
            .. Encoding.Latin1.GetBytes(name % 2 == 0 ? "image_version: P0S3-06-0-00\n" : "<device><loadInformation>x"),
        ];

    private sealed class Shelf(ShelfFile own, byte[] content) : IShelf
    {
        private static readonly IReadOnlyList<FirmwarePackage> All =
            FirmwarePackages.Assemble(Library.Select(f => f.File.Identity));

        public IReadOnlyList<ShelfFile> Files { get; } = [own, .. Library.Select(f => f.File)];

        public IReadOnlyList<FirmwarePackage> Packages => All;

        public ShelfFile? Find(string path) => Files.FirstOrDefault(f => f.Path == path)
            ?? Files.FirstOrDefault(f => f.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

        public ReadOnlyMemory<byte>? Read(ShelfFile file) =>
            file == own ? content : Library.First(f => f.File == file).Content;
    }
}

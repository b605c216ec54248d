using System.Net;
using Ringback.Catalogue;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Network;
using Ringback.Simulation.Practice;
using Ringback.Simulation.Tests.Lan;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>
/// A phone's surroundings in simulated time: the files of a test on a TFTP server, and somebody to register with.
/// </summary>
internal sealed class ScriptedBench
{
    internal const string MacText = "000E84C060A6";

    /// <summary>Longer than any boot takes, and than all boots of a test.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromDays(2);

    private static readonly IPAddress Phone = IPAddress.Parse("192.0.2.50");
    private readonly List<string> _asked = [];
    private readonly List<Registration> _registered = [];

    internal ScriptedBench(NetworkDice? dice = null)
    {
        Lan = new SimulatedLan(Clock, dice ?? NetworkDice.Perfect);
        Server = new DeliveryServer(Clock, Lan, new IPEndPoint(Address, 69), Answer);
        Registrars = new LanRegistrars(Lan, Address, Clock) { Registered = _registered.Add };
    }

    internal LanRegistrars Registrars { get; }

    /// <summary>Opens HTTP beside TFTP, with the same files; who asks there is written down by name.</summary>
    internal LanHttp OpenHttp() => new(Lan, Address, (_, name) =>
    {
        AskedByHttp.Add(name);
        return Files.GetValueOrDefault(name);
    });

    /// <summary>What the phone asked for by HTTP, in order.</summary>
    internal List<string> AskedByHttp { get; } = [];

    internal static IPAddress Address { get; } = IPAddress.Parse("192.0.2.1");

    internal SimulatedClock Clock { get; } = new();

    internal SimulatedLan Lan { get; }

    internal DeliveryServer Server { get; }

    /// <summary>The files by their exact names.</summary>
    internal Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What is answered in spite of <see cref="Files"/>, and from the how-manyth question on.</summary>
    internal Dictionary<string, Func<int, DeliveryAnswer?>> Answers { get; } = [];

    /// <summary>Whether names in another letter case are served.</summary>
    internal bool IgnoresCase { get; set; }

    /// <summary>What the phone asked for, in order; what it repeats counts once.</summary>
    internal IReadOnlyList<string> Asked => _asked;

    /// <summary>When it asked.</summary>
    internal List<TimeSpan> AskedAt { get; } = [];

    /// <summary>Every registration; a repeated message counts again.</summary>
    internal IReadOnlyList<Registration> Registered => _registered;

    internal static string Sep => $"SEP{MacText}.cnf.xml";

    internal static string Sip => $"SIP{MacText}.cnf";

    internal static string Mgc => $"MGC{MacText}.cnf";

    internal static string Trust => $"CTLSEP{MacText}.tlv";

    /// <summary>Puts the packages of loads on the server.</summary>
    internal ScriptedBench With(params string[] loads)
    {
        foreach (string load in loads)
        {
            Assert.True(PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files,
                PracticeSizes.Small), load);
            foreach (PracticeFile file in files) Files[file.Name] = file.Content.ToArray();
        }

        return this;
    }

    internal ScriptedBench With(string name, byte[] content)
    {
        Files[name] = content;
        return this;
    }

    internal ScriptedBench WithText(string name, string content) => With(name, PhoneFiles.Bytes(content));

    internal HandsetOptions Options(string model, HandsetFlash flash, HandsetQuirks? quirks = null) => new()
    {
        Mac = MacAddress.Parse(MacText),
        Model = Model(model),
        Flash = flash,
        Address = Phone,
        Tftp = Server.At,
        Network = Lan,
        Time = Clock,
        Quirks = quirks ?? new HandsetQuirks(),
    };

    /// <summary>Lets a phone run until it has registered or has booted often enough.</summary>
    internal Task<string?> RunAsync(Handset phone, int mostBoots) =>
        UnplugAsync(phone, mostBoots, TestContext.Current.CancellationToken);

    /// <summary>The same, with a plug that may be pulled.</summary>
    internal async Task<string?> UnplugAsync(Handset phone, int mostBoots, CancellationToken plug)
    {
        Task<string?> run = phone.RunAsync(mostBoots, plug);
        Assert.True(Clock.RunUntil(run, Clock.Now + Never), "It is still busy after days.");
        return await run;
    }

    /// <summary>A phone runs until it has registered or has booted often enough.</summary>
    internal async Task<HandsetRun> RunAsync(
        string model, HandsetFlash flash, HandsetQuirks? quirks = null, int mostBoots = 6)
    {
        List<string> shown = [], log = [];
        await using Handset phone = new(Options(model, flash, quirks) with { Log = log.Add });
        phone.Displayed += shown.Add;
        string? registered = await RunAsync(phone, mostBoots);
        return new HandsetRun(registered, phone.Flash, phone.Boots, shown, log);
    }

    internal Task<HandsetRun> RunAsync(
        string model, string load, HandsetQuirks? quirks = null, int mostBoots = 6) =>
        RunAsync(model, Flash(model, load), quirks, mostBoots);

    internal static HandsetFlash Flash(string model, string load) => HandsetFlash.Running(Model(model), load);

    internal static PhoneModel Model(string model) => PhoneCatalogue.BuiltIn.Find(model)!;

    private DeliveryAnswer? Answer(IPEndPoint phone, string name)
    {
        _asked.Add(name);
        AskedAt.Add(Clock.Now);
        if (Answers.TryGetValue(name, out Func<int, DeliveryAnswer?>? special))
            return special(_asked.Count(n => n == name));
        StringComparison comparison = IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Files.FirstOrDefault(f => f.Key.Equals(name, comparison)).Value is { } content
            ? new DeliveryAnswer(content)
            : new DeliveryAnswer(null, TftpErrorCode.FileNotFound);
    }
}

/// <summary>How a phone's run ended.</summary>
/// <param name="Registered">The load it registered with; null when it did not.</param>
/// <param name="Flash">What it remembers.</param>
/// <param name="Boots">How often it booted.</param>
/// <param name="Shown">What its display showed.</param>
/// <param name="Log">What it did.</param>
internal sealed record HandsetRun(
    string? Registered, HandsetFlash Flash, int Boots, IReadOnlyList<string> Shown, IReadOnlyList<string> Log);

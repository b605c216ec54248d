using Ringback.Catalogue;
using Ringback.Simulation.Handsets;
using Ringback.Simulation.Practice;

namespace Ringback.Simulation.Tests.Handsets;

/// <summary>
/// A phone's surroundings on loopback: the files of a test on a small TFTP server, and somebody to register with.
/// </summary>
internal sealed class ScriptedBench : IAsyncDisposable
{
    internal const string MacText = "000E84C060A6";

    private static readonly TimeSpan Never = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken);

    internal ScriptedBench() => _deadline.CancelAfter(Never);

    internal ScriptedTftp Tftp { get; } = new();

    internal ScriptedRegistrars Registrars { get; } = new();

    internal CancellationToken Deadline => _deadline.Token;

    /// <summary>What the phone asked for, in order.</summary>
    internal IReadOnlyList<string> Asked => Tftp.Asked;

    internal static string Sep => $"SEP{MacText}.cnf.xml";

    internal static string Trust => $"CTLSEP{MacText}.tlv";

    /// <summary>Puts the packages of loads on the server.</summary>
    internal ScriptedBench With(params string[] loads)
    {
        foreach (string load in loads)
        {
            Assert.True(PracticeFirmware.TryPackageOf(load, out IReadOnlyList<PracticeFile>? files,
                PracticeSizes.Small), load);
            foreach (PracticeFile file in files) Tftp.Files[file.Name] = file.Content.ToArray();
        }

        return this;
    }

    internal ScriptedBench With(string name, byte[] content)
    {
        Tftp.Files[name] = content;
        return this;
    }

    internal HandsetOptions Options(string model, HandsetFlash flash, HandsetQuirks? quirks = null) => new()
    {
        Mac = MacAddress.Parse(MacText),
        Model = Model(model),
        Flash = flash,
        Tftp = Tftp.Address,
        SccpPort = Registrars.SccpPort,
        SipPort = Registrars.SipPort,
        MgcpPort = Registrars.MgcpPort,
        Speed = 10_000,
        // Nothing is lost here, and a slow machine must not be taken for a network that loses.
        Repeat = TimeSpan.FromSeconds(10),
        Quirks = quirks ?? new HandsetQuirks(),
    };

    /// <summary>A phone runs until it has registered or has booted often enough.</summary>
    internal async Task<HandsetRun> RunAsync(
        string model, HandsetFlash flash, HandsetQuirks? quirks = null, int mostBoots = 6)
    {
        List<string> shown = [];
        await using Handset phone = new(Options(model, flash, quirks));
        phone.Displayed += shown.Add;
        string? registered = await phone.RunAsync(mostBoots, Deadline);
        return new HandsetRun(registered, phone.Flash, phone.Boots, shown);
    }

    internal Task<HandsetRun> RunAsync(
        string model, string load, HandsetQuirks? quirks = null, int mostBoots = 6) =>
        RunAsync(model, Flash(model, load), quirks, mostBoots);

    internal static HandsetFlash Flash(string model, string load) => HandsetFlash.Running(Model(model), load);

    internal static PhoneModel Model(string model) => PhoneCatalogue.BuiltIn.Find(model)!;

    public async ValueTask DisposeAsync()
    {
        await Tftp.DisposeAsync();
        await Registrars.DisposeAsync();
        _deadline.Dispose();
    }
}

/// <summary>How a phone's run ended.</summary>
/// <param name="Registered">The load it registered with; null when it did not.</param>
/// <param name="Flash">What it remembers.</param>
/// <param name="Boots">How often it booted.</param>
/// <param name="Shown">What its display showed.</param>
internal sealed record HandsetRun(
    string? Registered, HandsetFlash Flash, int Boots, IReadOnlyList<string> Shown);

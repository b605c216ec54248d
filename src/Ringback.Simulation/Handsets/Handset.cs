using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Simulation.Network;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A phone made of data: it asks for the files that its boot code asks for, reads them as literally as that does,
/// checks and flashes what it gets, restarts, and registers with the load that is in its flash and no other.
/// </summary>
/// <remarks>
/// It reads everything with code of its own and none of the product's, so that a fault there cannot hide here.
/// </remarks>
public sealed class Handset : IAsyncDisposable
{
    private readonly HandsetTftp _tftp;
    private readonly HandsetKind _kind;
    private readonly Random _chance;

    /// <summary>Creates a phone; it does nothing before <see cref="RunAsync"/>.</summary>
    /// <exception cref="ArgumentException">It cannot be simulated: see <see cref="CanSimulate"/>.</exception>
    public Handset(HandsetOptions options)
    {
        Options = options;
        Flash = options.Flash;
        Server = options.Tftp;
        _kind = HandsetKinds.Of(options.Model)
            ?? throw new ArgumentException($"How a {options.Model.Model} boots is not simulated.", nameof(options));
        Habits = HandsetKinds.HabitsOf(options.Model, PhoneCatalogue.BuiltIn);
        Network = options.Network ?? new SocketNetwork(options.Dice, options.Time);
        _tftp = new HandsetTftp(Network, options.Address, options.Time);
        _chance = new Random(options.Dice.Seed);
    }

    /// <summary>Told what the display shows.</summary>
    public event Action<string>? Displayed;

    /// <summary>
    /// Told when it begins to do something else, before it does it: who cancels then pulls the plug at that moment.
    /// </summary>
    public event Action<HandsetPhase>? PhaseChanged;

    /// <summary>What it remembers without power, at any moment.</summary>
    public HandsetFlash Flash { get; private set; }

    /// <summary>What it is doing.</summary>
    public HandsetPhase Phase { get; private set; }

    /// <summary>The phone that is up, where it stays so; null before it has registered, and otherwise.</summary>
    public HandsetDesk? Desk { get; internal set; }

    /// <summary>True while a power cut would break it for good.</summary>
    public bool IsWritingBootCode => Phase is HandsetPhase.WritingBootCode;

    /// <summary>True when it can never start again.</summary>
    public bool IsBricked => Flash.IsBricked && !IsWritingBootCode;

    /// <summary>True when a whole load is in its flash that can start.</summary>
    public bool HasGoodImage => Flash.HasGoodImage;

    /// <summary>Times it has been through its boot code.</summary>
    public int Boots { get; private set; }

    internal HandsetOptions Options { get; }

    /// <summary>The TFTP server that it asks now.</summary>
    internal IPEndPoint Server { get; private set; }

    internal IPhoneNetwork Network { get; }

    internal BootHabits Habits { get; }

    internal HandsetQuirks Quirks => Options.Quirks;

    /// <summary>The load that it runs, understood; null without one, and for what is no load's name.</summary>
    internal StoredLoad? Running => LoadOf(Flash.Load);

    /// <summary>What it speaks; null for a load that cannot register.</summary>
    internal PhoneProtocol? Protocol => Running?.Protocol;

    internal bool IsJava => _kind is HandsetKind.Java;

    internal bool IsUniversal => _kind is HandsetKind.Universal;

    /// <summary>Whether there is a simulation of this model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="catalogue">The catalogue that the model is from.</param>
    public static bool CanSimulate(PhoneModel model, PhoneCatalogue catalogue) =>
        HandsetKinds.Of(model) is not null && catalogue.FamilyOf(model).BootSequences.Count > 0;

    /// <summary>
    /// Plugs it in: boots, and boots again after every restart, until it has registered and has nothing left to do, or
    /// until <paramref name="cancel"/> pulls the plug. <see cref="Flash"/> is then what that moment left.
    /// </summary>
    /// <param name="mostBoots">A bound on boots, after which it is given up.</param>
    /// <param name="cancel">The plug.</param>
    /// <returns>The load it registered with; null when it never did.</returns>
    /// <exception cref="OperationCanceledException">The plug was pulled.</exception>
    public async Task<string?> RunAsync(int mostBoots, CancellationToken cancel)
    {
        HandsetNext next = HandsetNext.TryAgain;
        try
        {
            while (Boots < mostBoots && !Flash.IsBricked)
            {
                Boots++;
                if (next is HandsetNext.HuntAgain)
                {
                    await WaitAsync(Chance(HandsetTimes.HuntAgainSeconds), cancel).ConfigureAwait(false);
                }
                else
                {
                    Enter(HandsetPhase.Booting);
                    Display("Configuring VLAN");
                    await WaitAsync(Habits.VoiceVlanWaitSeconds, cancel).ConfigureAwait(false);
                    Display("Configuring IP");
                    if (IsUniversal && Flash.Loader is not null)
                        await WaitAsync(HandsetTimes.DhcpStartSeconds(Options.Mac), cancel).ConfigureAwait(false);
                }

                next = await BootAsync(next, cancel).ConfigureAwait(false);
                if (next == HandsetNext.Registered) return Flash.Load;
                await RestartAsync(next, cancel).ConfigureAwait(false);
            }

            return null;
        }
        finally
        {
            Enter(Desk is null ? HandsetPhase.Off : HandsetPhase.Up);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Desk is { } desk) await desk.DisposeAsync().ConfigureAwait(false);
        Desk = null;
        await _tftp.DisposeAsync().ConfigureAwait(false);
    }

    internal void Display(string text)
    {
        Log($"shows {text}");
        Displayed?.Invoke(text);
    }

    internal void Log(string line) => Options.Log?.Invoke(line);

    internal void Enter(HandsetPhase phase)
    {
        if (Phase == phase) return;
        Phase = phase;
        PhaseChanged?.Invoke(phase);
    }

    internal Task WaitAsync(double seconds, CancellationToken cancel) =>
        Waiting.ForAsync(TimeSpan.FromSeconds(seconds / Options.Speed), Options.Time, cancel);

    /// <summary>A time between two, by the phone's seed.</summary>
    internal double Chance((double Least, double Most) seconds) =>
        seconds.Least + (_chance.NextDouble() * (seconds.Most - seconds.Least));

    internal StoredLoad? LoadOf(string? name) => StoredLoad.Of(Options.Model, name);

    internal Task<HandsetFetch> FetchAsync(string name, CancellationToken cancel, IPEndPoint? server = null) =>
        FetchAsync(name, HandsetTimes.OtherFamilies, cancel, server);

    internal async Task<HandsetFetch> FetchAsync(
        string name, TftpFetchHabits habits, CancellationToken cancel, IPEndPoint? server = null)
    {
        Log($"asks for {name}");
        Enter(HandsetPhase.Fetching);
        HandsetFetch file = await _tftp.FetchAsync(name, server ?? Server, Hurried(habits), cancel)
            .ConfigureAwait(false);
        Enter(HandsetPhase.Booting);
        if (!file.IsComplete) Log($"does not get {name}: {file.Ending}");
        return file;
    }

    /// <summary>Turns to the other TFTP server, where there are two.</summary>
    internal void TurnToOtherServer()
    {
        if (Options.SecondTftp is { } second) Server = Server.Equals(second) ? Options.Tftp : second;
    }

    /// <summary>Changes the flash, which takes a while: without power in it, <paramref name="during"/> stays.</summary>
    internal async Task WriteAsync(
        HandsetPhase what, HandsetFlash during, HandsetFlash after, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        string? written = what is HandsetPhase.WritingBootCode ? after.Loader ?? after.Load : after.Load;
        if (what is not HandsetPhase.WritingScratch) Log($"writes {written}");
        Flash = during;
        Enter(what);
        await WaitAsync(WriteSeconds(what), cancel).ConfigureAwait(false);
        Flash = after;
        Enter(HandsetPhase.Booting);
    }

    /// <summary>Remembers something that takes no time to write.</summary>
    internal void Remember(HandsetFlash flash) => Flash = flash;

    private static double WriteSeconds(HandsetPhase what) => what is HandsetPhase.WritingBootCode
        ? HandsetTimes.WriteBootCodeSeconds
        : HandsetTimes.WriteApplicationSeconds;

    /// <summary>The habits of a phone as fast as this one.</summary>
    private TftpFetchHabits Hurried(TftpFetchHabits habits)
    {
        double speed = Options.Repeat is { } repeat ? habits.Repeat / repeat : Options.Speed;
        return habits with { Repeat = habits.Repeat / speed, FirstRepeat = habits.FirstRepeat / speed };
    }

    private Task<HandsetNext> BootAsync(HandsetNext before, CancellationToken cancel) => _kind switch
    {
        HandsetKind.Java => JavaBoot.RunAsync(this, cancel),
        HandsetKind.Profile => ProfileBoot.RunAsync(this, cancel),
        _ when Flash.Loader is null => EarlyBoot.RunAsync(this, cancel),
        _ => UniversalBoot.RunAsync(this, before, cancel),
    };

    /// <summary>The catalogue's times count from the end of a transfer, so that writing is in them.</summary>
    private Task RestartAsync(HandsetNext next, CancellationToken cancel)
    {
        if (next is HandsetNext.TryAgain or HandsetNext.RestartForLoad or HandsetNext.HuntAgain)
            return Task.CompletedTask;
        return WaitAsync(next is HandsetNext.RestartWithNewLoader
            ? Habits.RestartAfterLoaderSeconds - HandsetTimes.WriteBootCodeSeconds
            : Habits.RestartAfterApplicationSeconds - HandsetTimes.WriteApplicationSeconds, cancel);
    }
}

/// <summary>What a phone does after a pass through its boot code.</summary>
internal enum HandsetNext
{
    /// <summary>It has registered and stays.</summary>
    Registered,

    /// <summary>It wrote a loader or a whole image and restarts.</summary>
    RestartWithNewLoader,

    /// <summary>A universal loader wrote an application and starts it, without another round of questions.</summary>
    StartNewApplication,

    /// <summary>A phone with one image wrote it, and restarts into it.</summary>
    RestartWithNewApplication,

    /// <summary>It found nothing that helps and begins anew.</summary>
    TryAgain,

    /// <summary>An application was told of another load, which is its loader's affair.</summary>
    RestartForLoad,

    /// <summary>A universal loader has nothing to start: it asks again, with the address that it has.</summary>
    HuntAgain,
}

using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A phone made of data, that speaks real UDP and TCP: it asks for the files of its catalogue entry, checks and
/// flashes what it gets, restarts, and registers with the load that is in its flash and no other.
/// </summary>
public sealed class Handset : IAsyncDisposable
{
    private readonly HandsetTftp _tftp;
    private readonly HandsetKind _kind;

    /// <summary>Creates a phone; it does nothing before <see cref="RunAsync"/>.</summary>
    /// <exception cref="ArgumentException">It cannot be simulated: see <see cref="CanSimulate"/>.</exception>
    public Handset(HandsetOptions options)
    {
        PhoneCatalogue catalogue = PhoneCatalogue.BuiltIn;
        Options = options;
        Flash = options.Flash;
        Family = catalogue.FamilyOf(options.Model);
        _kind = HandsetKinds.Of(options.Model)
            ?? throw new ArgumentException($"How a {options.Model.Model} boots is not simulated.", nameof(options));
        Habits = HandsetTimes.HabitsOf(Family, catalogue);
        TftpFetchHabits repeats = new()
        {
            Repeat = options.Repeat ?? TimeSpan.FromSeconds(Habits.RepeatSeconds) / options.Speed,
            SendsPerRound = Habits.SendsPerRound,
            Rounds = Habits.Rounds,
        };
        _tftp = new HandsetTftp(options.Tftp, options.Address, repeats, options.Dice, options.Time);
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

    /// <summary>True while a power cut would break it for good.</summary>
    public bool IsWritingBootCode => Phase is HandsetPhase.WritingBootCode;

    /// <summary>True when it can never start again.</summary>
    public bool IsBricked => Flash.IsBricked && !IsWritingBootCode;

    /// <summary>True when a whole load is in its flash that can start.</summary>
    public bool HasGoodImage => Flash.HasGoodImage;

    /// <summary>Times it has been through its boot code.</summary>
    public int Boots { get; private set; }

    internal HandsetOptions Options { get; }

    internal PhoneFamily Family { get; }

    internal BootHabits Habits { get; }

    internal HandsetQuirks Quirks => Options.Quirks;

    /// <summary>The load that it runs, understood; null without one, and for what is no load's name.</summary>
    internal Load? Running => LoadOf(Flash.Load);

    /// <summary>What it speaks; null for a load that cannot register.</summary>
    internal PhoneProtocol? Protocol => Running?.Protocol;

    internal bool IsJava => _kind is HandsetKind.Java;

    internal bool HasProfile => _kind is HandsetKind.Profile;

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
                Enter(HandsetPhase.Booting);
                Display("Configuring VLAN");
                await WaitAsync(Habits.VoiceVlanWaitSeconds, cancel).ConfigureAwait(false);
                Display("Configuring IP");
                next = await BootAsync(next == HandsetNext.RestartWithNewApplication, cancel).ConfigureAwait(false);
                if (next == HandsetNext.Registered) return Flash.Load;
                await RestartAsync(next, cancel).ConfigureAwait(false);
            }

            return null;
        }
        finally
        {
            Enter(HandsetPhase.Off);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _tftp.DisposeAsync();

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
        Task.Delay(TimeSpan.FromSeconds(seconds / Options.Speed), Options.Time, cancel);

    /// <summary>The names that this very phone asks for in a phase of its boot.</summary>
    internal IEnumerable<string> NamesOf(BootSequence sequence) =>
        sequence.NamesOf(Options.Model, Options.Mac.ToString());

    internal Load? LoadOf(string? name) =>
        name is not null && Load.TryParse(name, Options.Model.FirmwareFamily, out Load? load, out _) ? load : null;

    internal async Task<HandsetFetch> FetchAsync(string name, CancellationToken cancel, IPEndPoint? server = null)
    {
        Log($"asks for {name}");
        Enter(HandsetPhase.Fetching);
        HandsetFetch file = await _tftp.FetchAsync(name, server, cancel).ConfigureAwait(false);
        Enter(HandsetPhase.Booting);
        if (!file.IsComplete) Log($"does not get {name}: {file.Ending}");
        return file;
    }

    /// <summary>Changes the flash, which takes a while: without power in it, <paramref name="during"/> stays.</summary>
    internal async Task WriteAsync(
        HandsetPhase what, HandsetFlash during, HandsetFlash after, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Log($"writes {after.Load ?? after.Loader?.Text}");
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

    private Task<HandsetNext> BootAsync(bool startsNewApplication, CancellationToken cancel) => _kind switch
    {
        HandsetKind.Java => JavaBoot.RunAsync(this, cancel),
        HandsetKind.Profile => ProfileBoot.RunAsync(this, cancel),
        _ when Flash.Loader is null => EarlyBoot.RunAsync(this, cancel),
        _ => UniversalBoot.RunAsync(this, startsNewApplication, cancel),
    };

    /// <summary>The catalogue's times count from the end of a transfer, so that writing is in them.</summary>
    private Task RestartAsync(HandsetNext next, CancellationToken cancel)
    {
        if (next == HandsetNext.TryAgain) return Task.CompletedTask;
        Display("Resetting");
        return WaitAsync(next == HandsetNext.RestartWithNewLoader
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

    /// <summary>It wrote an application and restarts into it.</summary>
    RestartWithNewApplication,

    /// <summary>It found nothing that helps and begins anew.</summary>
    TryAgain,
}

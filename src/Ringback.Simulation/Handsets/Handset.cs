using Ringback.Phones.Catalogue;
using Ringback.Phones.Loads;
using Ringback.Wire.Tftp;

namespace Ringback.Simulation.Handsets;

/// <summary>
/// A phone made of data, that speaks real UDP and TCP: it asks for the files of its catalogue entry, checks and
/// flashes what it gets, restarts, and registers with the load that is in its flash and no other.
/// </summary>
public sealed class Handset : IAsyncDisposable
{
    private readonly HandsetTftp _tftp;

    /// <summary>Creates a phone; it does nothing before <see cref="RunAsync"/>.</summary>
    /// <exception cref="ArgumentException">The habits of its family are not known.</exception>
    public Handset(HandsetOptions options)
    {
        Options = options;
        Flash = options.Flash;
        Family = PhoneCatalogue.BuiltIn.Families.First(f => f.Family == options.Model.Family);
        Habits = Family.Habits
            ?? throw new ArgumentException($"Nobody has measured how a {options.Model.Model} boots.", nameof(options));
        TftpFetchHabits repeats = new()
        {
            Repeat = options.Repeat ?? TimeSpan.FromSeconds(Habits.RepeatSeconds) / options.Speed,
            SendsPerRound = Habits.SendsPerRound,
            Rounds = Habits.Rounds,
        };
        _tftp = new HandsetTftp(options.Tftp, repeats, options.Dice, options.Time);
    }

    /// <summary>Told what the display shows.</summary>
    public event Action<string>? Displayed;

    /// <summary>What it remembers without power.</summary>
    public HandsetFlash Flash { get; internal set; }

    /// <summary>Times it has been through its boot code.</summary>
    public int Boots { get; private set; }

    internal HandsetOptions Options { get; }

    internal PhoneFamily Family { get; }

    private BootHabits Habits { get; }

    /// <summary>
    /// Plugs it in: boots, and boots again after every restart, until it has registered and has nothing left to do, or
    /// until <paramref name="cancel"/> pulls the plug.
    /// </summary>
    /// <param name="mostBoots">A bound on boots, after which it is given up.</param>
    /// <param name="cancel">The plug.</param>
    /// <returns>The load it registered with; null when it never did.</returns>
    public async Task<LoadName?> RunAsync(int mostBoots, CancellationToken cancel)
    {
        bool startsNewApplication = false;
        while (Boots < mostBoots)
        {
            Boots++;
            Display("Configuring VLAN");
            await WaitAsync(Habits.VoiceVlanWaitSeconds, cancel).ConfigureAwait(false);
            Display("Configuring IP");
            HandsetNext next = Flash.Loader is null
                ? await EarlyBoot.RunAsync(this, cancel).ConfigureAwait(false)
                : await UniversalBoot.RunAsync(this, startsNewApplication, cancel).ConfigureAwait(false);
            startsNewApplication = next == HandsetNext.RestartWithNewApplication;
            switch (next)
            {
                case HandsetNext.Registered:
                    return Flash.Application;
                case HandsetNext.RestartWithNewLoader:
                    Display("Resetting");
                    await WaitAsync(Habits.RestartAfterLoaderSeconds, cancel).ConfigureAwait(false);
                    break;
                case HandsetNext.RestartWithNewApplication:
                    Display("Resetting");
                    await WaitAsync(Habits.RestartAfterApplicationSeconds, cancel).ConfigureAwait(false);
                    break;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _tftp.DisposeAsync();

    internal void Display(string text) => Displayed?.Invoke(text);

    internal Task WaitAsync(double seconds, CancellationToken cancel) =>
        Task.Delay(TimeSpan.FromSeconds(seconds / Options.Speed), Options.Time, cancel);

    /// <summary>The names that this very phone asks for in a phase of its boot.</summary>
    internal IEnumerable<string> NamesOf(BootSequence sequence) =>
        sequence.Asks.Select(name => name.Replace("{MAC}", Options.Mac.ToString(), StringComparison.Ordinal));

    internal Task<HandsetFetch> FetchAsync(string name, CancellationToken cancel) => _tftp.FetchAsync(name, cancel);
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

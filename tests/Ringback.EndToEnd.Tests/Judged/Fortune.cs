namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>What a bad cable does to packets, in the words and with the meaning of Linux's netem.</summary>
/// <param name="Loss">The share of packets that get lost.</param>
/// <param name="Duplicate">The share that come twice.</param>
/// <param name="Reorder">The share that overtake those before them, by coming without delay.</param>
/// <param name="Delay">How long the others take.</param>
internal sealed record Fortune(double Loss, double Duplicate, double Reorder, TimeSpan Delay)
{
    internal static Fortune Bad { get; } = new(0.05, 0.02, 0.1, TimeSpan.FromMilliseconds(5));

    /// <summary>The same for tc.</summary>
    internal string[] Netem =>
    [
        "netem", "delay", $"{Delay.TotalMilliseconds}ms", "loss", $"{Loss * 100}%", "duplicate",
        $"{Duplicate * 100}%", "reorder", $"{Reorder * 100}%",
    ];
}

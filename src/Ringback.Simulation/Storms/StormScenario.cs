namespace Ringback.Simulation.Storms;

/// <summary>What the phones of a storm do.</summary>
public enum StormScenario
{
    /// <summary>All ask for one file in the same moment: the power comes back.</summary>
    Fleet,

    /// <summary>One client takes one file, with whatever options it likes: a boot loader, a tool.</summary>
    Stream,

    /// <summary>A fleet of phones that think before each acknowledgement.</summary>
    Slow,

    /// <summary>A fleet on a network that loses packets both ways.</summary>
    Lossy,

    /// <summary>Each phone asks for one file after the other; every second one is missing.</summary>
    Boot,

    /// <summary>
    /// As in <see cref="Boot"/>, but every four requests come from another phone: its trust list and its settings,
    /// which are missing, each followed by the file. So the server sees each phone's name only twice.
    /// </summary>
    Mix,

    /// <summary>Requests for files that are not there, at a fixed rate, answered or not.</summary>
    Missing,
}

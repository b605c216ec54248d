namespace Ringback.Bench.Servers.Scenarios;

/// <summary>What a scenario is about, which decides how its results are told.</summary>
internal enum ScenarioKind
{
    /// <summary>Many phones ask for the image in one moment.</summary>
    Fleet,

    /// <summary>One client reads a large file.</summary>
    Stream,

    /// <summary>Phones that take 20 ms before each ACK.</summary>
    Slow,

    /// <summary>Two per cent of all packets are lost, each way.</summary>
    Lossy,

    /// <summary>Small files and missing files, as in a phone's first seconds.</summary>
    Boot,

    /// <summary>What 5,000 transfers hold in memory.</summary>
    Memory,

    /// <summary>How soon a small file's first block comes.</summary>
    First,

    /// <summary>CPU time when nobody asks.</summary>
    Idle,

    /// <summary>20,000 requests a second for files that are not there.</summary>
    Missing,
}

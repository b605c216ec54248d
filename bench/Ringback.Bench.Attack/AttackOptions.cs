using System.Globalization;
using System.Net;

namespace Ringback.Bench.Attack;

/// <summary>What is asked of the bench.</summary>
internal sealed record AttackOptions
{
    internal const string Usage = """
        bench/attack [--minutes N] [--seed N] [--rate N] [--ringback PATH] [--dhcp]
          --minutes N       how long; an hour if not given
          --seed N          the same datagrams as that run sent, in the same order to each door
          --rate N          datagrams a second to each door; 500 if not given
          --ringback PATH   another build of ringback.dll
          --dhcp            DHCP too: everything over a cable between two network namespaces of our own (root)
        """;

    /// <summary>How long.</summary>
    internal TimeSpan Length { get; private init; } = TimeSpan.FromHours(1);

    /// <summary>The seed of all dice.</summary>
    internal int Seed { get; private init; }

    /// <summary>Datagrams a second to each door. All doors together stay far below what loopback carries.</summary>
    internal int Rate { get; private init; } = 500;

    /// <summary>The program.</summary>
    internal string Program { get; private init; } = "";

    /// <summary>The namespace that serves; null on loopback.</summary>
    internal string? Namespace { get; private init; }

    /// <summary>Where it is served.</summary>
    internal IPAddress Server => Namespace is null ? IPAddress.Loopback : IPAddress.Parse("10.213.0.1");

    /// <summary>A source: 127.0.NET.HOST, or the same in the cable's network.</summary>
    internal IPAddress Source(int net, int host) =>
        IPAddress.Parse(string.Create(
            CultureInfo.InvariantCulture, $"{(Namespace is null ? "127.0" : "10.213")}.{net}.{host}"));

    /// <summary>Reads the command line; null when it cannot be understood.</summary>
    internal static AttackOptions? Read(string[] arguments, TimeProvider time)
    {
        AttackOptions options = new() { Seed = (int)(time.GetUtcNow().Ticks / TimeSpan.TicksPerSecond % 1_000_000) };
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            bool isNumber = double.TryParse(arguments[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture,
                out double number) && number is > 0 and < 1_000_000;
            AttackOptions? next = arguments[i] switch
            {
                "--minutes" when isNumber => options with { Length = TimeSpan.FromMinutes(number) },
                "--seed" when isNumber => options with { Seed = (int)number },
                "--rate" when isNumber && number <= 5_000 => options with { Rate = (int)number },
                "--ringback" => options with { Program = arguments[i + 1] },
                "--namespace" => options with { Namespace = arguments[i + 1] },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }

        return arguments.Length % 2 == 0 && File.Exists(options.Program) ? options : null;
    }
}

using Ringback.Bench.Servers.Servers;

namespace Ringback.Bench.Servers.Results;

/// <summary>A server as results remember it.</summary>
internal sealed record Participant(string Name, string Title, string Version, ServerPart Part);

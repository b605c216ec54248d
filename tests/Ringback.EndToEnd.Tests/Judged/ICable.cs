namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>A cable between the workbench and the phones, each in a network namespace of its own.</summary>
internal interface ICable : IAsyncDisposable
{
    /// <summary>The end at the workbench.</summary>
    TwoNamespaces.End Bench { get; }

    /// <summary>The end at the phones.</summary>
    TwoNamespaces.End Phones { get; }

    /// <summary>Writes a capture of everything that passed, once nothing more will.</summary>
    Task CaptureAsync(string path);
}

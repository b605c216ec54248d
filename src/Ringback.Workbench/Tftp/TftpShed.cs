namespace Ringback.Workbench.Tftp;

/// <summary>Why a request got silence. The names are those of the metrics.</summary>
internal enum TftpShed
{
    /// <summary>It came to a broadcast or multicast address.</summary>
    ToMany,

    /// <summary>Its sender is in a network that is not served.</summary>
    ForeignNetwork,

    /// <summary>Its sender asks faster than <see cref="TftpQuotas.RequestsPerSecondOfOneAddress"/>.</summary>
    AddressTooFast,

    /// <summary>Its port asks for something new again and again before it has got anything.</summary>
    Restless,

    /// <summary>All together ask faster than <see cref="TftpQuotas.RequestsPerSecond"/>.</summary>
    AllTooFast,

    /// <summary><see cref="TftpQuotas.TransfersOfOneAddress"/> are running.</summary>
    AddressTooMany,

    /// <summary>
    /// <see cref="TftpQuotas.UnansweredOfOneAddress"/> transfers of its sender wait for the first answer: its address
    /// is made up, or a whole site stands behind it.
    /// </summary>
    AddressUnanswered,

    /// <summary>An older transfer that was never answered made place for it; the request itself goes on.</summary>
    MadePlace,

    /// <summary><see cref="TftpQuotas.Transfers"/> are running.</summary>
    AllTooMany,

    /// <summary><see cref="TftpQuotas.WaitingRequests"/> wait for a decision.</summary>
    Undecided,

    /// <summary>There is no transfer port that it could be answered from.</summary>
    NoPort,

    /// <summary><see cref="TftpQuotas.UploadBytes"/> are held already.</summary>
    UploadsTooLarge,
}

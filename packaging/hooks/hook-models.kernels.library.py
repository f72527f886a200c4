"""The compiled kernels are found by name and never imported."""

hiddenimports = ["models.kernels.compiled"]

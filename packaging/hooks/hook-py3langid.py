"""The identifier's statistics, which it reads from beside its code."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("py3langid")

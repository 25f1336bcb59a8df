"""One run on several processes or machines. Plan and merge are pure; two modules know Dask."""

"""One run on several processes or machines. Plan and merge are pure, and only ``dask_pool`` knows Dask."""
